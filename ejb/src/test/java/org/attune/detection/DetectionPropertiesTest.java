package org.attune.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.attune.norms.GivenNorms.FORMS_IN_USE;
import static org.attune.norms.GivenNorms.REASONS_KNOWN;
import static org.attune.therapy.Courses.course;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.attune.therapy.CancellationReason;
import org.attune.therapy.CheckIn.Audience;
import org.attune.therapy.CheckIn.Voice;
import org.attune.therapy.Courses;
import org.attune.therapy.RandomCourses;
import org.attune.therapy.Respondent;
import org.attune.therapy.SessionNote;
import org.attune.therapy.Source;

/** What holds for every course, tried on many. */
class DetectionPropertiesTest {

  private static final Detection DETECTION = new Detection(Roster.of(EveryDetector.allOn()));

  private enum Week {
    KEPT,
    MISSED,
    ASKED,
    TRANSPORT,
    MOVED
  }

  @Provide
  Arbitrary<List<Week>> weeks() {
    return Arbitraries.of(Week.class).list().ofMinSize(4).ofMaxSize(25);
  }

  private static Optional<Signal> find(String detector, Courses course) {
    return EveryDetector.withFallbacks().stream()
        .filter(candidate -> candidate.id().equals(detector))
        .flatMap(found -> found.examine(course.build(), REASONS_KNOWN).stream())
        .findFirst();
  }

  private static void live(Courses course, Week week) {
    switch (week) {
      case KEPT -> course.attended();
      case MISSED -> course.missed();
      case ASKED -> course.missedAndAsked();
      case TRANSPORT -> course.missed(CancellationReason.TRANSPORT);
      case MOVED -> course.missedAndMoved();
    }
  }

  @Property(tries = 300)
  void cancellations_by_the_service_change_nothing_of_what_is_said_of_the_client(
      @ForAll("weeks") List<Week> weeks, @ForAll Random random) {
    var plain = course();
    var interrupted = course();
    for (Week week : weeks) {
      live(plain, week);
      if (random.nextInt(3) == 0) {
        interrupted.cancelledByService();
      }
      live(interrupted, week);
    }
    assertThat(find("attendance-change", interrupted).map(DetectionPropertiesTest::said))
        .isEqualTo(find("attendance-change", plain).map(DetectionPropertiesTest::said));
  }

  @Property(tries = 300)
  void a_miss_with_an_access_cause_weighs_as_much_as_none_at_all(
      @ForAll("weeks") List<Week> weeks, @ForAll Random random) {
    var plain = course().attended(3);
    var hindered = course().attended(3);
    for (Week week : weeks) {
      live(plain, week);
      if (random.nextInt(3) == 0) {
        hindered.missed(CancellationReason.WEATHER);
      }
      live(hindered, week);
    }
    assertThat(find("attendance-change", hindered).map(DetectionPropertiesTest::said))
        .isEqualTo(find("attendance-change", plain).map(DetectionPropertiesTest::said));
  }

  /** What a signal says, without the records it names: those differ between two courses. */
  private static List<Object> said(Signal signal) {
    return List.of(
        signal.level(),
        signal.wording(),
        signal.numbers(),
        signal.proposesGoal(),
        signal.evidence().size());
  }

  @Property(tries = 500)
  void a_higher_rating_never_makes_a_drop(
      @ForAll @Size(min = 4, max = 20) List<@DoubleRange(min = 0, max = 40) Double> earlier,
      @ForAll @DoubleRange(min = 0, max = 40) double last,
      @ForAll @DoubleRange(min = 0, max = 40) double more) {
    var lower = rated(earlier).rated(last);
    var higher = rated(earlier).rated(Math.min(40, last + more));
    if (find("alliance-drop", lower).isEmpty()) {
      assertThat(find("alliance-drop", higher)).isEmpty();
    }
  }

  private static Courses rated(List<Double> ratings) {
    return course().rated(ratings.stream().mapToDouble(Double::doubleValue).toArray());
  }

  @Property(tries = 300)
  void a_better_score_never_makes_a_worsening(
      @ForAll @Size(min = 4, max = 15) List<@IntRange(min = 0, max = 27) Integer> earlier,
      @ForAll @IntRange(min = 0, max = 27) int last,
      @ForAll @IntRange(min = 0, max = 27) int less) {
    if (find("not-on-track", scored(earlier).phq(last)).isEmpty()) {
      assertThat(find("not-on-track", scored(earlier).phq(Math.max(0, last - less)))).isEmpty();
    }
  }

  private static Courses scored(List<Integer> scores) {
    return course().phq(scores.stream().mapToDouble(Integer::doubleValue).toArray());
  }

  @Property(tries = 200)
  void five_explained_misses_in_a_row_always_ask_for_a_look(@ForAll("weeks") List<Week> weeks) {
    var course = course().attended(3);
    weeks.forEach(week -> live(course, week));
    assertThat(find("attendance-change", course.missedAndAsked(5)))
        .hasValueSatisfying(signal -> assertThat(signal.level()).isEqualTo(Level.REVIEW));
  }

  @Property(tries = 200)
  void misses_without_a_reason_never_ask_for_more_than_a_question(
      @ForAll @IntRange(min = 1, max = 30) int misses, @ForAll @IntRange(max = 10) int kept) {
    assertThat(find("attendance-change", course().attended(kept).missed(misses)))
        .matches(signal -> signal.isEmpty() || signal.get().level() == Level.INFO);
  }

  @Property(tries = 200)
  void three_kept_in_a_row_end_what_is_said_of_attendance(@ForAll("weeks") List<Week> weeks) {
    var course = course();
    weeks.forEach(week -> live(course, week));
    assertThat(find("attendance-change", course.attended(3))).isEmpty();
  }

  @Property(tries = 300)
  void harm_is_heard_whatever_else_happened(@ForAll long seed) {
    var course =
        RandomCourses.course(new Random(seed)).filledBy(Respondent.CLIENT).says(Voice.HARMED);
    Assume.that(
        course.build().sessions().stream()
            .noneMatch(session -> session.reason() == CancellationReason.DEATH));
    assertThat(DETECTION.judge(course.build(), REASONS_KNOWN))
        .filteredOn(signal -> signal.channel() == Channel.NAMED_PERSON)
        .singleElement()
        .returns(Level.PRIORITY, Signal::level);
  }

  @Property(tries = 300)
  void a_form_kept_from_the_therapist_is_never_cited_on_the_chart(@ForAll long seed) {
    var course = RandomCourses.course(new Random(seed)).build();
    var hidden = new ArrayList<Source>();
    course.checkIns().stream()
        .filter(form -> form.audience() != Audience.CARE_TEAM)
        .forEach(form -> hidden.add(form.source()));
    assertThat(DETECTION.judge(course, REASONS_KNOWN))
        .filteredOn(signal -> signal.channel() == Channel.CHART)
        .allSatisfy(
            signal -> {
              assertThat(signal.evidence()).noneMatch(hidden::contains);
              assertThat(signal.excluded())
                  .extracting(Signal.Excluded::source)
                  .noneMatch(hidden::contains);
            });
  }

  @Property(tries = 200)
  void logging_what_was_tried_never_makes_anything_worse(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 12) int times) {
    var course = RandomCourses.course(new Random(seed));
    var before = DETECTION.judge(course.judgedAfter(2).build(), FORMS_IN_USE);
    for (Signal signal : before) {
      for (int i = 0; i < times; i++) {
        course.tried(signal.detector(), "st-06");
      }
    }
    var view = course.judgedAfter(2).build();
    var after = DETECTION.judge(view, FORMS_IN_USE);
    assertThat(withoutFollowUp(after)).isEqualTo(withoutFollowUp(before));
    for (String answered : List.of("check-in-gap", "plan-blind-spot")) {
      if (of(answered, before).isEmpty()) {
        assertThat(of(answered, after)).isEmpty();
      }
    }
    if (of("persistence", before).isEmpty() && !of("persistence", after).isEmpty()) {
      assertThat(withoutFollowUp(after))
          .as("responses alone say nothing")
          .anyMatch(
              signal ->
                  signal.level() == Level.REVIEW
                      && !signal.since().plus(Duration.ofDays(42)).isAfter(view.asOf()));
    }
  }

  /** But for what logging may end, or what asks for more once much was logged. */
  private static List<Signal> withoutFollowUp(List<Signal> signals) {
    var followUp = List.of("persistence", "check-in-gap", "plan-blind-spot");
    return signals.stream().filter(signal -> !followUp.contains(signal.detector())).toList();
  }

  private static List<Signal> of(String detector, List<Signal> signals) {
    return signals.stream().filter(signal -> signal.detector().equals(detector)).toList();
  }

  @Property(tries = 300)
  void what_a_therapist_noted_is_never_cited_on_the_chart(@ForAll long seed) {
    var course = RandomCourses.course(new Random(seed)).build();
    var notes = course.forms().notes().stream().map(SessionNote::source).toList();
    assertThat(DETECTION.judge(course, FORMS_IN_USE))
        .filteredOn(signal -> signal.channel() != Channel.PROMPT)
        .allSatisfy(
            signal -> {
              assertThat(signal.evidence()).noneMatch(notes::contains);
              assertThat(signal.excluded())
                  .extracting(Signal.Excluded::source)
                  .noneMatch(notes::contains);
            });
  }
}
