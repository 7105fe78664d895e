package org.attune.detection.attendance;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.attune.detection.Category;
import org.attune.detection.Channel;
import org.attune.detection.Detector;
import org.attune.detection.Level;
import org.attune.detection.LifeEvents;
import org.attune.detection.Lookout;
import org.attune.detection.NotCounted;
import org.attune.detection.Signal;
import org.attune.norms.ServiceNorms;
import org.attune.settings.Setting;
import org.attune.settings.Settings;
import org.attune.therapy.Session;
import org.attune.therapy.TherapyCourse;

/**
 * One more session that does not take place would meet the clinic's own rule for closing a course,
 * so people should look at it before a rule does. Off unless the clinic has such a rule; it counts
 * what that rule counts, from the first session on, and shows what should not have been counted.
 */
@Dependent
public final class ClosureAhead implements Detector {

  static final Setting<Boolean> RULE = Setting.yesNo("closure-ahead.rule", false);
  static final Setting<Integer> IN_A_ROW = Setting.count("closure-ahead.in-a-row", 2, 0, 10);
  static final Setting<Integer> MISSES = Setting.count("closure-ahead.misses", 3, 0, 20);
  static final Setting<Integer> DAYS = Setting.count("closure-ahead.days", 90, 14, 730);
  static final Setting<String> CANCELLATIONS =
      Setting.oneOf("closure-ahead.cancellations", "none", List.of("none", "late", "all"));
  static final Setting<Boolean> ACCESS = Setting.yesNo("closure-ahead.access", true);

  private final boolean on;
  private final ClosingRule rule;

  @Inject
  public ClosureAhead(Settings settings) {
    on = settings.get(RULE);
    rule =
        new ClosingRule(
            settings.get(IN_A_ROW),
            settings.get(MISSES),
            settings.get(DAYS),
            settings.get(CANCELLATIONS),
            settings.get(ACCESS));
  }

  @Override
  public String id() {
    return "closure-ahead";
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public List<Setting<?>> settings() {
    return List.of(RULE, IN_A_ROW, MISSES, DAYS, CANCELLATIONS, ACCESS);
  }

  @Override
  public Optional<Signal> examine(TherapyCourse course, ServiceNorms norms) {
    if (!on || course.standing().onHold()) {
      return Optional.empty();
    }
    var walk = new ClosureWalk(rule);
    for (Session session : course.sessions()) {
      if (session.start().isAfter(course.asOf())) {
        break;
      }
      walk.step(session);
    }
    walk.passTo(course.asOf());
    var onset = walk.onset();
    return onset == null ? Optional.empty() : Optional.of(signal(walk, onset, course));
  }

  private Signal signal(ClosureWalk walk, Session onset, TherapyCourse course) {
    var evidence = new ArrayList<>(List.of(onset.source()));
    var excluded = new ArrayList<Signal.Excluded>();
    int outside = 0;
    for (Session event : walk.events()) {
      boolean first = event.source().equals(onset.source());
      boolean outward = ClosingRule.outside(event);
      outside += outward ? 1 : 0;
      if (first) {
        continue;
      }
      if (outward) {
        excluded.add(new Signal.Excluded(event.source(), NotCounted.why(event)));
      } else {
        evidence.add(event.source());
      }
    }
    for (Session session : walk.notCounted()) {
      excluded.add(new Signal.Excluded(session.source(), NotCounted.why(session)));
    }
    var numbers = new TreeMap<String, Double>();
    numbers.put("events", (double) walk.events().size());
    numbers.put("outside", (double) outside);
    var changes = walk.changesAt();
    return new Signal(
        id(),
        version(),
        Level.REVIEW,
        Category.ADMIN,
        Channel.CHART,
        outside > 0 ? "flag.outside" : "flag",
        numbers,
        onset.source(),
        onset.start(),
        evidence,
        excluded,
        LifeEvents.remarks(course, onset.start()),
        changes == null ? Lookout.nextSession(course) : Lookout.nextSessionOr(changes, course),
        false,
        List.of());
  }
}
