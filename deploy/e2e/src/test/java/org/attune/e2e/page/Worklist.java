package org.attune.e2e.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.attune.e2e.page.PageHost.Answer;

/** A worklist of seven rows, as the server tells of it to a coordinator. */
final class Worklist {

  private Worklist() {}

  /** It is there for an hour, and nothing changes elsewhere. */
  static void opens(PageHost host) {
    session(host, Duration.ofHours(1));
    both(host, "GET worklist", "list");
    both(host, "GET worklist/team", "team");
    host.answer("GET worklist/counts", PageHost.worklist("counts"));
    host.answer("GET worklist/me", PageHost.worklist("me"));
    host.answer("GET worklist/filters", PageHost.worklist("filters"));
    host.answer("PUT worklist/filters/*", Answer.nothing());
    host.answer("DELETE worklist/filters/*", Answer.nothing());
    host.answer("POST worklist/names", PageHost.worklist("names"));
    host.answer("POST worklist/changes", quiet());
    host.answer("DELETE worklist-session", Answer.nothing());
    both(host, "GET worklist/items/w1", "detail-goal");
    both(host, "GET worklist/items/w1/goals", "goals");
    both(host, "GET worklist/items/w1/goal", "goal");
    host.answer("PUT worklist/items/w1/goal/*", PageHost.worklist("goal-decided.en"));
    host.answer("PUT worklist/items/w1/matches", PageHost.JSON.createObjectNode());
    for (var item : List.of("w1", "w2", "w4")) {
      host.answer("GET worklist/items/" + item + "/colleagues", PageHost.worklist("colleagues"));
    }
    host.answer("GET worklist/items/w2", PageHost.worklist("detail-closure.en"));
    host.answer("GET worklist/items/w3", PageHost.worklist("detail-relationship.en"));
    host.answer("GET worklist/items/w4", PageHost.worklist("detail-attendance.en"));
    host.answer(
        "POST worklist/items/w1/open", PageHost.JSON.createObjectNode().put("to", host.page()));
    host.answer("POST worklist/copies", new Answer(200, "text/csv", "a copy"));
  }

  private static void both(PageHost host, String to, String fixture) {
    host.answer(to, PageHost.worklist(fixture + ".en"));
    host.answer(to + "?de", PageHost.worklist(fixture + ".de"));
  }

  static void session(PageHost host, Duration lasts) {
    host.answer(
        "POST worklist-session",
        PageHost.JSON
            .createObjectNode()
            .put("token", "token-of-this-worklist")
            .put("ends", Instant.now().plus(lasts).toString()));
  }

  /** Nothing has changed. */
  static ObjectNode quiet() {
    var quiet = PageHost.worklist("changes.en").put("fresh", 0);
    quiet.putArray("rows");
    quiet.putArray("gone");
    return quiet;
  }

  /** One row of the list, as it may become. */
  static ObjectNode row(String item) {
    for (JsonNode row : PageHost.worklist("list.en").path("rows")) {
      if (row.path("item").asText().equals(item)) {
        return ((ObjectNode) row).put("version", row.path("version").asLong() + 1);
      }
    }
    throw new IllegalArgumentException(item);
  }

  /** What an act answers: the row as it is now. */
  static ObjectNode told(ObjectNode row) {
    return PageHost.JSON.createObjectNode().set("row", row);
  }

  /** A problem that tells the row as it is now. */
  static Answer problem(String name, ObjectNode row) {
    return Answer.json(
        409,
        PageHost.JSON.createObjectNode().put("title", name).put("status", 409).set("row", row));
  }

  /** The problem that somebody put a row off, which tells who did and until when. */
  static Answer putOff(ObjectNode row, String by) {
    var problem = PageHost.JSON.createObjectNode();
    problem.put("title", "someone-was-faster").put("status", 409).set("row", row);
    problem.putObject("putOff").put("by", by).put("until", row.at("/rests/until").asText());
    return Answer.json(409, problem);
  }

  /** A list without rows. */
  static ObjectNode empty() {
    var list = PageHost.worklist("list.en");
    list.putArray("rows");
    return list;
  }
}
