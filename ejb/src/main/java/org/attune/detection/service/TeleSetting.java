package org.attune.detection.service;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.attune.detection.Category;
import org.attune.detection.Channel;
import org.attune.detection.Detector;
import org.attune.detection.FirstSessions;
import org.attune.detection.Level;
import org.attune.detection.Lookout;
import org.attune.detection.NotCounted;
import org.attune.detection.Signal;
import org.attune.detection.Stage;
import org.attune.norms.ServiceNorms;
import org.attune.settings.Setting;
import org.attune.settings.Settings;
import org.attune.therapy.Modality;
import org.attune.therapy.Session;
import org.attune.therapy.TherapyCourse;

/**
 * Place or connection got in the way of sessions by video, or they take place much less often than
 * those in the same room. It never counts as anything the client did.
 */
@Dependent
public final class TeleSetting implements Detector {

  static final Setting<Integer> TROUBLE = Setting.count("tele-setting.trouble", 2, 2, 3);
  static final Setting<Double> DIFFERENCE =
      Setting.number("tele-setting.difference", 0.3, 0.2, 0.8);

  private final int trouble;
  private final double difference;

  @Inject
  public TeleSetting(Settings settings) {
    trouble = settings.get(TROUBLE);
    difference = settings.get(DIFFERENCE);
  }

  @Override
  public String id() {
    return "tele-setting";
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public Stage stage() {
    return Stage.SERVICE;
  }

  @Override
  public List<Setting<?>> settings() {
    return List.of(TROUBLE, DIFFERENCE);
  }

  @Override
  public Optional<Signal> examine(TherapyCourse course, ServiceNorms norms) {
    if (!everByVideo(course)) {
      return Optional.empty();
    }
    var early = FirstSessions.over(course);
    var said = RemoteHour.of(course);
    var walk = new TeleWalk(trouble, difference);
    for (int i = 0; i < said.length; i++) {
      var session = course.sessions().get(i);
      if (session.start().isAfter(course.asOf())) {
        break;
      }
      if (!session.start().isBefore(early)) {
        walk.step(session, said[i]);
      }
    }
    var onset = walk.onset();
    return onset == null ? Optional.empty() : Optional.of(signal(walk, onset, course));
  }

  private static boolean everByVideo(TherapyCourse course) {
    for (Session session : course.sessions()) {
      if (session.modality() == Modality.VIRTUAL) {
        return true;
      }
    }
    return false;
  }

  private Signal signal(TeleWalk walk, TeleWalk.Sign onset, TherapyCourse course) {
    var numbers = new TreeMap<String, Double>();
    numbers.put("times", (double) walk.signs().size());
    numbers.put("of", (double) walk.of());
    var evidence = new ArrayList<>(List.of(onset.cited()));
    for (TeleWalk.Sign sign : walk.signs()) {
      if (!sign.equals(onset)) {
        evidence.add(sign.cited());
      }
    }
    var excluded = new ArrayList<Signal.Excluded>();
    for (Session session : walk.notCounted()) {
      excluded.add(new Signal.Excluded(session.source(), NotCounted.why(session)));
    }
    return new Signal(
        id(),
        version(),
        Level.INFO,
        Category.ADMIN,
        Channel.CHART,
        walk.byMisses() ? "flag.missed" : "flag",
        numbers,
        onset.cited(),
        walk.since(),
        evidence,
        excluded,
        List.of(),
        Lookout.nextSession(course),
        false,
        List.of());
  }
}
