package org.attune.chart;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.attune.catalogue.Catalogue;
import org.attune.detection.LifeEvents;
import org.attune.findings.Finding;
import org.attune.therapy.CancellationReason;
import org.attune.therapy.CheckIn;
import org.attune.therapy.Respondent;
import org.attune.therapy.Session;
import org.attune.therapy.SessionOutcome;
import org.attune.therapy.TeleCheck;
import org.attune.therapy.TherapistId;
import org.attune.therapy.TherapyCourse;
import org.jspecify.annotations.Nullable;

/**
 * What else may be behind a finding, as the course itself tells: what the service did first, then
 * what made it hard to come, then the forms, then life.
 */
final class OtherExplanations {

  /** What happened so long before a finding began may still explain it. */
  private static final Duration BEFORE = Duration.ofDays(60);

  private static final String LIFE_EVENT = "remark.life-event";
  private static final String TIMES = "times";

  private final TherapyCourse course;
  private final Words words;

  OtherExplanations(TherapyCourse course, Words words) {
    this.course = course;
    this.words = words;
  }

  /**
   * Every one of them.
   *
   * @param aboutPlan whether the finding is about goals and plans: how well one heard each other
   *     explains nothing of what people have set down
   */
  List<String> of(Finding finding, boolean aboutPlan) {
    var from = finding.since().minus(BEFORE);
    var said = new ArrayList<String>();
    addCount(said, "service", calledOffByService(from));
    addCount(said, "stand-in", withSomebodyElse(from));
    addCount(said, "tele", aboutPlan ? 0 : atADistance(from));
    addBarriers(said, from);
    if (course.standing().onHold()) {
      said.add(words.say("explain.on-hold"));
    }
    if (formChanged(from)) {
      said.add(words.say("explain.other-form"));
    }
    addCount(said, "proxy", byProxy(from));
    boolean life = !LifeEvents.remarks(course, finding.since()).isEmpty();
    if (life && !finding.remarks().contains(LIFE_EVENT)) {
      said.add(words.say("explain.life-event"));
    }
    return said;
  }

  private void addCount(List<String> said, String what, long times) {
    if (times > 0) {
      said.add(words.say("explain." + what, TIMES, (double) times));
    }
  }

  private Stream<Session> since(Instant from) {
    return course.past().filter(session -> !session.start().isBefore(from));
  }

  private long calledOffByService(Instant from) {
    return since(from)
        .filter(session -> session.outcome() == SessionOutcome.CANCELLED_BY_SERVICE)
        .count();
  }

  private long withSomebodyElse(Instant from) {
    var usual = usualTherapist();
    return usual == null
        ? 0
        : since(from)
            .filter(Session::attended)
            .map(Session::therapist)
            .filter(Objects::nonNull)
            .filter(therapist -> !therapist.equals(usual))
            .count();
  }

  /** Who held most sessions; of several, who began earlier. */
  private @Nullable TherapistId usualTherapist() {
    var held =
        course
            .past()
            .filter(Session::attended)
            .flatMap(session -> Stream.ofNullable(session.therapist()))
            .collect(
                Collectors.groupingBy(each -> each, LinkedHashMap::new, Collectors.counting()));
    return held.entrySet().stream()
        .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(null);
  }

  private long atADistance(Instant from) {
    return course.forms().teleChecks().stream()
        .filter(check -> !check.at().isBefore(from))
        .filter(OtherExplanations::gotInTheWay)
        .count();
  }

  private static boolean gotInTheWay(TeleCheck check) {
    var connection = check.connection();
    return (connection != null && connection != TeleCheck.Connection.GOOD)
        || Boolean.TRUE.equals(check.interrupted())
        || Boolean.FALSE.equals(check.privatePlace());
  }

  private void addBarriers(List<String> said, Instant from) {
    var times = new EnumMap<CancellationReason, Long>(CancellationReason.class);
    since(from)
        .map(Session::reason)
        .filter(reason -> reason.kind() == CancellationReason.Kind.ACCESS)
        .forEach(reason -> times.merge(reason, 1L, Long::sum));
    times.forEach((reason, count) -> addCount(said, Catalogue.key(reason), count));
  }

  /** Whether a form came in another language or version than the one of its kind before. */
  private boolean formChanged(Instant from) {
    var before = new HashMap<String, String>();
    for (Filled form : filled()) {
      var last = before.put(form.kind(), form.form());
      if (last != null && !last.equals(form.form()) && !form.at().isBefore(from)) {
        return true;
      }
    }
    return false;
  }

  private record Filled(String kind, String form, Instant at) {}

  private List<Filled> filled() {
    return Stream.concat(
            course.scores().stream()
                .filter(score -> score.respondent() == Respondent.CLIENT)
                .map(score -> new Filled(score.instrument().value(), score.form(), score.at())),
            checkIns()
                .filter(checkIn -> checkIn.respondent() == Respondent.CLIENT)
                .map(checkIn -> new Filled("check-in", checkIn.form(), checkIn.at())))
        .sorted(Comparator.comparing(Filled::at))
        .toList();
  }

  private Stream<CheckIn> checkIns() {
    return course.checkIns().stream()
        .filter(checkIn -> checkIn.audience() == CheckIn.Audience.CARE_TEAM);
  }

  private long byProxy(Instant from) {
    return Stream.concat(
            course.scores().stream()
                .filter(score -> score.respondent() == Respondent.PROXY)
                .map(score -> score.at()),
            checkIns().filter(checkIn -> checkIn.respondent() == Respondent.PROXY).map(CheckIn::at))
        .filter(at -> !at.isBefore(from))
        .count();
  }
}
