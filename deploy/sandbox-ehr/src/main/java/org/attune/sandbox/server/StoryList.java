package org.attune.sandbox.server;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.attune.sandbox.caseload.Caseload;
import org.attune.sandbox.caseload.Stories;
import org.attune.sandbox.caseload.Story;

/** What is expected of each client, for whoever wants to check it without any class of ours. */
public final class StoryList {

  /** The file's name. */
  public static final String FILE = "stories.json";

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private StoryList() {}

  /** Writes the stories of a caseload. */
  public static void write(Caseload caseload, Path file) throws IOException {
    Files.writeString(file, JSON.writeValueAsString(of(caseload)) + "\n");
  }

  static ObjectNode of(Caseload caseload) {
    var list = JSON.createObjectNode();
    list.put("seed", caseload.seed());
    list.put("today", caseload.today().toString());
    list.put("zone", caseload.zone().getId());
    list.put("clients", caseload.clients());
    Story.DETECTORS.forEach(list.putArray("detectors")::add);
    Story.BLIND_SPOTS.forEach(list.putArray("blindSpots")::add);
    var stories = list.putArray("stories");
    int number = 1;
    for (var story : caseload.stories()) {
      stories.add(entry(story, Caseload.clientId(number++)));
    }
    var lookAlikes = list.putObject("lookAlikes");
    Stories.LOOK_ALIKES.forEach(
        (detector, names) -> names.forEach(lookAlikes.withArray(detector)::add));
    var planLookAlikes = list.putObject("planLookAlikes");
    Stories.PLAN_LOOK_ALIKES.forEach(
        (kind, names) -> names.forEach(planLookAlikes.withArray(kind)::add));
    // Clients without a story: every detector must stay silent.
    var ordinary = list.putArray("ordinary");
    for (int rest = number; rest <= Math.min(caseload.clients(), number + 999); rest++) {
      ordinary.add(Caseload.clientId(rest));
    }
    return list;
  }

  private static ObjectNode entry(Story story, String client) {
    var entry = JSON.createObjectNode();
    entry.put("name", story.name());
    entry.put("client", client);
    entry.put("tells", story.tells());
    var fires = entry.putArray("fires");
    for (var expected : story.fires()) {
      fires
          .addObject()
          .put("detector", expected.detector())
          .put("level", expected.level())
          .put("channel", expected.channel());
    }
    entry.put("handedOver", story.handedOver());
    story.silent().forEach(entry.putArray("silent")::add);
    story.open().forEach(entry.putArray("open")::add);
    story.remarks().forEach(entry.putArray("remarks")::add);
    alignment(entry.putObject("alignment"), story, client);
    return entry;
  }

  private static void alignment(ObjectNode entry, Story story, String client) {
    var expected = story.alignment();
    var blindSpots = entry.putArray("blindSpots");
    for (var each : expected.blindSpots()) {
      blindSpots.addObject().put("kind", each.kind()).put("goal", goal(each.goal(), client));
    }
    story.seen().forEach(entry.putArray("seen")::add);
    expected.open().forEach(entry.putArray("open")::add);
    var matches = entry.putArray("matches");
    for (var each : expected.matches()) {
      matches
          .addObject()
          .put("own", goal(each.own(), client))
          .put("planned", goal(each.planned(), client))
          .put("by", each.by());
    }
  }

  /** A goal of the client's record as a reference; a place on the form as it is. */
  private static String goal(String named, String client) {
    return named.startsWith("goal") ? "Goal/" + client + "-" + named : named;
  }
}
