package org.attune.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.attune.norms.GivenNorms.FORMS_IN_USE;
import static org.attune.norms.GivenNorms.REASONS_KNOWN;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.attune.catalogue.Catalogue;
import org.attune.catalogue.CatalogueFiles;
import org.attune.norms.ServiceNorms;
import org.attune.settings.Setting;
import org.attune.therapy.CareGoal;
import org.attune.therapy.CheckIn;
import org.attune.therapy.Contact;
import org.attune.therapy.Courses;
import org.attune.therapy.GoalReview;
import org.attune.therapy.GoalScore;
import org.attune.therapy.Plan;
import org.attune.therapy.RandomCourses;
import org.attune.therapy.ReadinessRuler;
import org.attune.therapy.Respondent;
import org.attune.therapy.ScaleScore;
import org.attune.therapy.Session;
import org.attune.therapy.SessionNote;
import org.attune.therapy.Source;
import org.attune.therapy.StepReview;
import org.attune.therapy.TeleCheck;
import org.attune.therapy.TherapyCourse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every detector keeps to, over every detector there is and many courses made by chance. */
class DetectorContractTest {

  private static final int COURSES = 400;

  /** Judged on every third day of their lives, so fewer. */
  private static final int LIVES = 80;

  private static final List<TherapyCourse> BY_CHANCE =
      Stream.iterate(1L, seed -> seed + 1)
          .limit(COURSES)
          .map(seed -> RandomCourses.course(new Random(seed)).build())
          .toList();

  private static final List<Detector> DETECTORS = EveryDetector.allOn();
  private static final Catalogue CATALOGUE = new Catalogue();

  static List<Detector> detectors() {
    return DETECTORS;
  }

  private static Optional<Signal> examine(
      Detector detector, TherapyCourse course, ServiceNorms norms) {
    return EveryDetector.examine(detector, course, norms);
  }

  private static Stream<TherapyCourse> courses() {
    return BY_CHANCE.stream();
  }

  @ParameterizedTest
  @MethodSource("detectors")
  void what_goes_beyond_the_therapist_never_cites_what_was_not_written_for_others(
      Detector detector) {
    Stream.concat(courses(), Stories.all())
        .forEach(
            course ->
                examine(detector, course, FORMS_IN_USE)
                    .filter(signal -> signal.channel() != Channel.PROMPT)
                    .ifPresent(signal -> assertOpen(course, signal)));
  }

  /** So that a replay need not ask twice where nothing stands. */
  @ParameterizedTest
  @MethodSource("detectors")
  void how_well_reasons_are_recorded_may_weigh_a_signal_and_never_brings_one_up(Detector detector) {
    var unrecorded =
        new ServiceNorms(
            FORMS_IN_USE.withinPersonSd(),
            FORMS_IN_USE.missRate(),
            0,
            FORMS_IN_USE.lowCentile(),
            FORMS_IN_USE.formsReturned());
    Stream.concat(courses(), Stories.all())
        .forEach(
            course ->
                assertThat(examine(detector, course, FORMS_IN_USE).isPresent())
                    .isEqualTo(examine(detector, course, unrecorded).isPresent()));
  }

  private static void assertOpen(TherapyCourse course, Signal signal) {
    var cited = new HashSet<>(signal.evidence());
    signal.excluded().forEach(excluded -> cited.add(excluded.source()));
    cited.add(signal.onset());
    assertThat(cited).doesNotContainAnyElementsOf(written(course, signal.channel()));
  }

  /** The therapist's own forms, and what a client wrote for fewer readers than the channel has. */
  private static List<Source> written(TherapyCourse course, Channel channel) {
    var forms = course.forms();
    var hidden = new ArrayList<Source>();
    hidden.add(new Source("QuestionnaireResponse", "none", null));
    forms.notes().forEach(note -> hidden.add(note.source()));
    forms.teleChecks().stream()
        .filter(check -> check.respondent() == Respondent.THERAPIST)
        .forEach(check -> hidden.add(check.source()));
    course.checkIns().stream()
        .filter(checkIn -> checkIn.audience() != CheckIn.Audience.CARE_TEAM)
        .filter(checkIn -> channel != Channel.NAMED_PERSON)
        .forEach(checkIn -> hidden.add(checkIn.source()));
    return hidden;
  }

  @Test
  void a_course_ordered_by_a_court_gives_prompts_only() {
    var detection = new Detection(Roster.of(DETECTORS));
    for (long seed = 1; seed <= COURSES; seed++) {
      var course = RandomCourses.course(new Random(seed)).courtOrdered().build();
      assertThat(detection.judge(course, REASONS_KNOWN))
          .filteredOn(signal -> signal.channel() != Channel.NAMED_PERSON)
          .filteredOn(signal -> signal.channel() != Channel.UNIT)
          .allSatisfy(
              signal -> {
                assertThat(signal.channel()).isEqualTo(Channel.PROMPT);
                assertThat(signal.proposesGoal()).isFalse();
              });
    }
  }

  @Test
  void the_twenty_five_are_found() {
    assertThat(detectors())
        .extracting(Detector::id)
        .contains(
            "client-voice",
            "service-first",
            "alliance-drop",
            "not-on-track",
            "attendance-change",
            "contact-lapse",
            "goal-alignment",
            "access-barrier",
            "alliance-drift",
            "approach-fit",
            "closure-ahead",
            "step-barrier",
            "persistence",
            "check-in-gap",
            "after-hard-session",
            "pace",
            "readiness-plan",
            "concordance-gap",
            "tele-setting",
            "unspoken",
            "observed-markers",
            "repair-gain",
            "expectation-start",
            "group-clarity",
            "plan-blind-spot");
  }

  @ParameterizedTest
  @MethodSource("detectors")
  void the_same_course_gives_the_same_answer(Detector detector) {
    courses()
        .forEach(
            course ->
                assertThat(examine(detector, course, FORMS_IN_USE))
                    .isEqualTo(examine(detector, course, FORMS_IN_USE)));
  }

  @ParameterizedTest
  @MethodSource("detectors")
  void the_order_and_the_number_of_times_facts_arrive_do_not_matter(Detector detector) {
    var random = new Random(7);
    courses()
        .forEach(
            course ->
                assertThat(examine(detector, shuffled(course, random), FORMS_IN_USE))
                    .isEqualTo(examine(detector, course, FORMS_IN_USE)));
  }

  @ParameterizedTest
  @MethodSource("detectors")
  void a_course_of_which_nothing_is_known_gives_nothing(Detector detector) {
    assertThat(examine(detector, Courses.course().build(), FORMS_IN_USE)).isEmpty();
    assertThat(examine(detector, Courses.course().build(), ServiceNorms.UNKNOWN)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("detectors")
  void a_course_of_gaps_only_gives_nothing(Detector detector) {
    var gaps = Courses.course().with(null);
    for (int i = 0; i < 12; i++) {
      gaps.unknown();
    }
    assertThat(examine(detector, gaps.build(), FORMS_IN_USE)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("detectors")
  void every_record_that_is_cited_belongs_to_the_course(Detector detector) {
    courses()
        .forEach(
            course ->
                examine(detector, course, FORMS_IN_USE)
                    .ifPresent(signal -> assertCites(course, signal)));
  }

  private static void assertCites(TherapyCourse course, Signal signal) {
    var known = sources(course);
    assertThat(known).containsAll(signal.evidence());
    assertThat(signal.evidence()).doesNotHaveDuplicates().contains(signal.onset());
    assertThat(signal.excluded()).extracting(Signal.Excluded::source).allMatch(known::contains);
    assertThat(signal.excluded())
        .extracting(Signal.Excluded::source)
        .doesNotContainAnyElementsOf(signal.evidence());
    assertThat(signal.since()).isBeforeOrEqualTo(course.asOf());
    if (signal.lookAgainAt() != null) {
      assertThat(signal.lookAgainAt()).isAfter(course.asOf());
    }
  }

  @ParameterizedTest
  @MethodSource("detectors")
  void a_signal_names_its_detector_and_version(Detector detector) {
    courses()
        .flatMap(course -> examine(detector, course, FORMS_IN_USE).stream())
        .forEach(
            signal -> {
              assertThat(signal.detector()).isEqualTo(detector.id());
              assertThat(signal.version()).isEqualTo(detector.version());
            });
  }

  @ParameterizedTest
  @MethodSource("detectors")
  void later_facts_never_move_a_beginning_into_the_past(Detector detector) {
    for (long seed = 1; seed <= LIVES; seed++) {
      assertStable(detector, RandomCourses.course(new Random(seed)));
    }
  }

  /** Judges a course every third day, and for a while after it, as it was known on that day. */
  private static void assertStable(Detector detector, Courses course) {
    Signal before = null;
    var dayBefore = Courses.FIRST.minus(Duration.ofDays(3));
    var end = course.latest().plus(Duration.ofDays(45));
    for (var day = Courses.FIRST; !day.isAfter(end); day = day.plus(Duration.ofDays(3))) {
      var now = examine(detector, course.view(day), FORMS_IN_USE).orElse(null);
      if (now != null && !now.since().isAfter(dayBefore)) {
        assertThat(before).as("it turned up late").isNotNull();
        if (before != null && now.channel() == before.channel()) {
          assertThat(now.since()).as("it moved back").isAfterOrEqualTo(before.since());
        }
      }
      before = now;
      dayBefore = day;
    }
  }

  @ParameterizedTest
  @MethodSource("detectors")
  void every_text_is_there_in_every_language_with_all_its_numbers(Detector detector) {
    var needed = List.of("name", "what", "why", "consider", "caution", "clears", "source");
    for (Locale language : Catalogue.LANGUAGES) {
      for (String key : needed) {
        assertThat(CATALOGUE.has(detector.id(), key)).as(detector.id() + " " + key).isTrue();
      }
      Stream.concat(courses(), Stories.all())
          .flatMap(
              course ->
                  Stream.of(FORMS_IN_USE, REASONS_KNOWN, ServiceNorms.UNKNOWN)
                      .flatMap(norms -> examine(detector, course, norms).stream()))
          .forEach(signal -> assertWorded(signal, language));
    }
  }

  private static void assertWorded(Signal signal, Locale language) {
    var keys = new ArrayList<String>(List.of(signal.wording(), "why", "what", "clears"));
    if (signal.proposesGoal()) {
      keys.add("goal");
      keys.add("goal.step");
    }
    keys.addAll(signal.remarks());
    signal.excluded().forEach(excluded -> keys.add(excluded.why()));
    for (String key : keys) {
      assertThat(CATALOGUE.text(signal.detector(), key, language, signal.numbers()))
          .isNotBlank()
          .doesNotContain("{")
          .doesNotContain(".0 ");
    }
    signal.numbers().keySet().stream()
        // Of signs the words stand in the vocabulary.
        .filter(name -> !name.matches("[bcergv]\\d\\d"))
        .forEach(name -> assertThat(CATALOGUE.has("chart", "number." + name)).as(name).isTrue());
    if (signal.channel() == Channel.NAMED_PERSON) {
      assertThat(signal.wording()).isEqualTo("task");
    } else {
      assertThat(signal.wording()).startsWith("flag");
    }
  }

  @ParameterizedTest
  @MethodSource("detectors")
  void every_wording_of_its_file_can_be_said(Detector detector) {
    Set<String> said = new TreeSet<>();
    Stream.concat(courses(), Stories.all())
        .forEach(
            course -> {
              examine(detector, course, FORMS_IN_USE).map(Signal::wording).ifPresent(said::add);
              examine(detector, course, ServiceNorms.UNKNOWN)
                  .map(Signal::wording)
                  .ifPresent(said::add);
            });
    assertThat(said).isEqualTo(new TreeSet<>(Texts.wordings(detector.id())));
  }

  @ParameterizedTest
  @MethodSource("detectors")
  void its_settings_are_its_own_explained_and_in_range(Detector detector) {
    for (Setting<?> setting : detector.settings()) {
      assertThat(setting.key()).startsWith(detector.id() + ".");
      assertThat(setting.parse().apply(String.valueOf(setting.fallback()))).isPresent();
      for (Locale language : Catalogue.LANGUAGES) {
        assertThat(CATALOGUE.text(detector.id(), "setting." + setting.key(), language))
            .isNotBlank();
      }
    }
    assertThat(Texts.settings(detector.id()))
        .containsExactlyInAnyOrderElementsOf(
            detector.settings().stream().map(Setting::key).toList());
  }

  @ParameterizedTest
  @MethodSource("detectors")
  void it_is_called_as_its_class_is(Detector detector) {
    assertThat(detector.id().replace("-", ""))
        .isEqualTo(detector.getClass().getSimpleName().toLowerCase(Locale.ROOT));
    assertThat(detector.version()).isPositive();
  }

  private static Set<Source> sources(TherapyCourse course) {
    var known = new HashSet<Source>();
    course.sessions().stream().map(Session::source).forEach(known::add);
    course.scores().stream().map(ScaleScore::source).forEach(known::add);
    course.checkIns().stream().map(CheckIn::source).forEach(known::add);
    course.contacts().stream().map(Contact::source).forEach(known::add);
    course.goals().stream().map(CareGoal::source).forEach(known::add);
    course.care().plans().stream().map(Plan::source).forEach(known::add);
    course.care().goalScores().stream().map(GoalScore::source).forEach(known::add);
    course.forms().notes().stream().map(SessionNote::source).forEach(known::add);
    course.forms().goalReviews().stream().map(GoalReview::source).forEach(known::add);
    course.forms().rulers().stream().map(ReadinessRuler::source).forEach(known::add);
    course.forms().steps().stream().map(StepReview::source).forEach(known::add);
    course.forms().teleChecks().stream().map(TeleCheck::source).forEach(known::add);
    course.tried().stream().flatMap(each -> Stream.ofNullable(each.source())).forEach(known::add);
    return known;
  }

  private static TherapyCourse shuffled(TherapyCourse course, Random random) {
    return new TherapyCourse(
        course.id(),
        course.asOf(),
        course.zone(),
        course.began(),
        course.ended(),
        twiceShuffled(course.sessions(), random),
        twiceShuffled(course.scores(), random),
        twiceShuffled(course.checkIns(), random),
        twiceShuffled(course.contacts(), random),
        twiceShuffled(course.goals(), random),
        new TherapyCourse.Care(
            twiceShuffled(course.care().plans(), random),
            twiceShuffled(course.care().goalScores(), random)),
        twiceShuffled(course.forms(), random),
        twiceShuffled(course.tried(), random),
        course.standing());
  }

  private static TherapyCourse.Forms twiceShuffled(TherapyCourse.Forms forms, Random random) {
    return new TherapyCourse.Forms(
        twiceShuffled(forms.notes(), random),
        twiceShuffled(forms.goalReviews(), random),
        twiceShuffled(forms.rulers(), random),
        twiceShuffled(forms.steps(), random),
        twiceShuffled(forms.teleChecks(), random));
  }

  private static <T> List<T> twiceShuffled(List<T> facts, Random random) {
    var all = new ArrayList<>(facts);
    all.addAll(facts);
    Collections.shuffle(all, random);
    return all;
  }

  /** The keys of a detector's English file. */
  private static final class Texts {

    private static List<String> wordings(String detector) {
      return keys(detector)
          .filter(key -> key.startsWith("flag") || key.startsWith("task"))
          .toList();
    }

    private static List<String> settings(String detector) {
      return keys(detector)
          .filter(key -> key.startsWith("setting."))
          .map(key -> key.substring("setting.".length()))
          .toList();
    }

    private static Stream<String> keys(String detector) {
      return new TreeMap<>(CatalogueFiles.read(detector)).keySet().stream();
    }
  }
}
