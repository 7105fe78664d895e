package org.attune.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.attune.ledger.Told.day;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.attune.instruments.Instruments;
import org.attune.settings.Setting;
import org.attune.settings.Settings;
import org.attune.therapy.BookingStatus;
import org.attune.therapy.CancellationReason;
import org.attune.therapy.CareGoal;
import org.attune.therapy.CheckIn;
import org.attune.therapy.Contact;
import org.attune.therapy.GapReason;
import org.attune.therapy.Labels;
import org.attune.therapy.Plan;
import org.attune.therapy.ScaleScore;
import org.attune.therapy.Session;
import org.attune.therapy.SessionOutcome;
import org.attune.therapy.Source;
import org.attune.therapy.TherapistId;
import org.attune.therapy.TherapyCourse;
import org.attune.therapy.TriedResponse;
import org.attune.therapy.VisitStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AssemblyTest {

  private static final Settings FALLBACKS =
      new Settings() {
        @Override
        public <T> T get(Setting<T> setting) {
          return setting.fallback();
        }
      };

  private final Assembly assembly = new Assembly(FALLBACKS, new Instruments(), ZoneOffset.UTC);
  private final Told told = new Told();

  @Test
  void a_score_that_stands_in_a_form_and_in_an_observation_of_it_counts_once() {
    told.booking(0, BookingStatus.KEPT);
    var form = told.score("phq-9", 0, null);
    told.observation("phq-9", 0.1, 12, form);
    told.observation("phq-9", 0, 12, null);
    assertThat(only(5).scores()).extracting(ScaleScore::source).containsExactly(form);
  }

  @Test
  void an_observation_counts_where_its_form_told_no_score_or_is_another() {
    told.booking(0, BookingStatus.KEPT);
    told.score("phq-9", 0, null);
    var unread = new Source("QuestionnaireResponse", "unread", null);
    var derived = told.observation("phq-9", 0, 12, unread);
    var other = told.observation("phq-9", 0, 13, null);
    assertThat(only(5).scores()).extracting(ScaleScore::source).contains(derived, other).hasSize(3);
  }

  @Test
  void no_facts_make_no_course() {
    assertThat(at(10).courses()).isEmpty();
  }

  @Test
  void an_appointment_and_its_encounters_are_one_session() {
    var booking = told.booking(0, BookingStatus.KEPT);
    var one = told.visit(0, VisitStatus.FINISHED, booking, null);
    var other = told.visit(0.01, VisitStatus.FINISHED, booking, null);
    var session = onlySession(1);
    assertThat(session.outcome()).isEqualTo(SessionOutcome.ATTENDED);
    assertThat(session.source()).isEqualTo(booking);
    assertThat(session.sources()).containsExactly(booking, one, other);
  }

  @Test
  void an_encounter_that_names_no_appointment_joins_the_one_that_begins_with_it() {
    told.booking(0, BookingStatus.BOOKED);
    told.visit(0.005, VisitStatus.FINISHED, null, null);
    assertThat(onlySession(1).outcome()).isEqualTo(SessionOutcome.ATTENDED);
  }

  @Test
  void an_encounter_without_an_appointment_was_attended() {
    told.visit(0, VisitStatus.FINISHED, null, null);
    assertThat(onlySession(1).outcome()).isEqualTo(SessionOutcome.ATTENDED);
  }

  @Test
  void a_no_show_with_a_finished_encounter_is_a_contradiction_and_counts_for_nothing() {
    var booking = told.booking(0, BookingStatus.MISSED);
    told.visit(0, VisitStatus.FINISHED, booking, null);
    assertThat(onlySession(1).outcome()).isEqualTo(SessionOutcome.UNKNOWN);
    assertThat(at(1).gaps()).containsEntry(booking, GapReason.CONTRADICTION);
  }

  @Test
  void an_hour_that_was_booked_and_is_past_is_unknown_and_never_missed() {
    told.booking(0, BookingStatus.BOOKED);
    assertThat(onlySession(1).outcome()).isEqualTo(SessionOutcome.UNKNOWN);
  }

  @Test
  void an_hour_ahead_is_planned() {
    told.booking(5, BookingStatus.BOOKED);
    assertThat(onlySession(1).outcome()).isEqualTo(SessionOutcome.PLANNED);
    assertThat(at(1).changesAt()).isEqualTo(day(5));
  }

  @ParameterizedTest
  @CsvSource({
    "SERVICE, CANCELLED_BY_SERVICE",
    "TRANSPORT, CANCELLED_BY_CIRCUMSTANCE",
    "LIFE_EVENT, CANCELLED_BY_CIRCUMSTANCE",
    "DEATH, CANCELLED_BY_CIRCUMSTANCE",
    "OWN_REASON, CANCELLED_BY_CLIENT",
    "UNHAPPY_WITH_PROVIDER, CANCELLED_BY_CLIENT",
    "FEELING_BETTER, CANCELLED_BY_CLIENT",
    "NOT_GIVEN, CANCELLED",
    "CHANNEL_ONLY, CANCELLED",
    "RESCHEDULED, CANCELLED",
  })
  void who_cancelled_follows_from_the_reason(CancellationReason reason, SessionOutcome outcome) {
    told.cancelled(0, reason, -1.0);
    assertThat(onlySession(1).outcome()).isEqualTo(outcome);
    assertThat(onlySession(1).reason()).isEqualTo(reason);
  }

  @Test
  void a_cancellation_is_not_known_before_it_was_made() {
    told.booking(
        "individual", 7, BookingStatus.CANCELLED, CancellationReason.OWN_REASON, 5.0, -10.0);
    assertThat(onlySession(4).outcome()).isEqualTo(SessionOutcome.PLANNED);
    assertThat(onlySession(4).cancelledAt()).isNull();
    assertThat(onlySession(6).outcome()).isEqualTo(SessionOutcome.CANCELLED_BY_CLIENT);
  }

  @Test
  void a_cancellation_of_unknown_time_is_known_when_its_hour_begins() {
    told.cancelled(7, CancellationReason.OWN_REASON, null);
    assertThat(onlySession(6.9).outcome()).isEqualTo(SessionOutcome.PLANNED);
    assertThat(onlySession(7).outcome()).isEqualTo(SessionOutcome.CANCELLED_BY_CLIENT);
  }

  @Test
  void a_missed_hour_is_known_when_it_begins() {
    told.booking(7, BookingStatus.MISSED);
    assertThat(onlySession(6.9).outcome()).isEqualTo(SessionOutcome.PLANNED);
    assertThat(onlySession(7).outcome()).isEqualTo(SessionOutcome.MISSED);
  }

  @Test
  void an_hour_is_not_there_before_it_was_booked() {
    told.booking("individual", 7, BookingStatus.BOOKED, CancellationReason.NOT_GIVEN, null, 3.0);
    assertThat(at(2).courses()).isEmpty();
    assertThat(at(3).courses()).hasSize(1);
  }

  @Test
  void an_answer_is_not_known_before_it_was_given() {
    told.attended(0);
    told.score("srs", 3, null);
    assertThat(only(2).scores()).isEmpty();
    assertThat(only(3).scores()).hasSize(1);
  }

  @Test
  void an_hour_found_within_days_and_out_of_rhythm_means_rescheduled() {
    weekly(4);
    var lost =
        told.booking(
            "individual", 28, BookingStatus.CANCELLED, CancellationReason.OWN_REASON, 26.0, 0.0);
    told.booking("individual", 30, BookingStatus.BOOKED, CancellationReason.NOT_GIVEN, null, 27.0);
    assertThat(session(lost, 27.5).rescheduled()).isTrue();
  }

  @Test
  void next_weeks_ordinary_hour_does_not_mean_rescheduled() {
    weekly(4);
    var lost =
        told.booking(
            "individual", 28, BookingStatus.CANCELLED, CancellationReason.OWN_REASON, 26.0, 0.0);
    told.booking("individual", 35, BookingStatus.KEPT, CancellationReason.NOT_GIVEN, null, 27.0);
    assertThat(session(lost, 40).rescheduled()).isFalse();
  }

  @Test
  void one_extra_hour_replaces_one_lost_hour_only() {
    weekly(4);
    var one = told.booking(28, BookingStatus.MISSED);
    var other = told.booking(29, BookingStatus.MISSED);
    told.attended(31);
    assertThat(List.of(session(one, 40).rescheduled(), session(other, 40).rescheduled()))
        .containsExactly(true, false);
  }

  @Test
  void the_clients_own_word_explains_the_latest_hour_that_was_not_kept() {
    told.booking(0, BookingStatus.MISSED);
    var latest = told.booking(7, BookingStatus.MISSED);
    told.attended(14);
    told.checkIn(14, CancellationReason.TRANSPORT);
    assertThat(session(latest, 15).reason()).isEqualTo(CancellationReason.TRANSPORT);
    assertThat(session(latest, 15).asked()).isTrue();
    assertThat(session(latest, 15).outcome()).isEqualTo(SessionOutcome.MISSED);
    assertThat(only(15).sessions().get(0).asked()).isFalse();
  }

  @Test
  void the_clients_own_word_says_whose_cause_a_cancellation_was() {
    var lost = told.cancelled(7, CancellationReason.CHANNEL_ONLY, 6.0);
    told.checkIn(14, CancellationReason.WORK_OR_CARE);
    assertThat(session(lost, 15).outcome()).isEqualTo(SessionOutcome.CANCELLED_BY_CIRCUMSTANCE);
  }

  @Test
  void a_session_the_service_cancelled_is_not_the_clients_to_explain() {
    var lost = told.cancelled(7, CancellationReason.SERVICE, 6.0);
    told.checkIn(14, CancellationReason.OWN_REASON);
    assertThat(session(lost, 15).reason()).isEqualTo(CancellationReason.SERVICE);
  }

  @Test
  void a_long_silence_ends_a_series_and_begins_another() {
    told.attended(0);
    told.attended(121);
    assertThat(at(130).courses())
        .extracting(course -> course.id().treatment())
        .containsExactly("individual#1", "individual#2");
    assertThat(at(130).courses().get(0).ended()).isEqualTo(day(0));
    assertThat(at(119).courses().get(0).ended()).isNull();
  }

  @Test
  void an_episode_of_care_frames_a_course_with_the_hours_booked_in_it() {
    var episode = told.episode(0, null);
    var booking = told.booking(0, BookingStatus.KEPT);
    told.visit(0, VisitStatus.FINISHED, booking, episode);
    told.booking(7, BookingStatus.MISSED);
    told.booking(14, BookingStatus.BOOKED);
    assertThat(only(8).id().treatment()).isEqualTo(episode.reference());
    assertThat(only(8).sessions()).hasSize(3);
  }

  @Test
  void group_and_single_therapy_at_once_are_two_courses() {
    var episode = told.episode(0, null);
    told.visit(0, VisitStatus.FINISHED, null, episode);
    told.visit("group", 1, VisitStatus.FINISHED, null, null, false);
    assertThat(at(8).courses())
        .extracting(course -> course.id().treatment())
        .containsExactly(episode.reference(), "group#1");
  }

  @Test
  void an_hour_that_fits_two_open_episodes_is_left_out_and_counted() {
    var one = told.episode(0, null);
    var other = told.episode(0, null);
    told.visit(0, VisitStatus.FINISHED, null, one);
    told.visit(1, VisitStatus.FINISHED, null, other);
    var unclear = told.booking(7, BookingStatus.MISSED);
    assertThat(at(8).gaps()).containsEntry(unclear, GapReason.COURSE_UNCLEAR);
  }

  @Test
  void a_closed_episode_ends_its_course_and_what_follows_is_a_series() {
    var episode = told.episode(0, 10.0);
    told.visit(0, VisitStatus.FINISHED, null, episode);
    told.booking(20, BookingStatus.MISSED);
    assertThat(at(21).courses())
        .extracting(course -> course.id().treatment())
        .containsExactly(episode.reference(), "individual#1");
    assertThat(at(21).courses().get(0).ended()).isEqualTo(day(10));
    assertThat(at(9).courses().get(0).ended()).isNull();
  }

  @Test
  void how_a_client_is_doing_counts_in_both_courses_of_two() {
    twoCourses();
    var score = told.score("phq-9", 5, null);
    assertThat(at(8).courses())
        .allSatisfy(
            course -> assertThat(course.scores()).extracting(ScaleScore::source).contains(score));
  }

  @Test
  void a_session_rating_that_could_belong_to_either_course_is_not_guessed_at() {
    twoCourses();
    var score = told.score("srs", 5, null);
    assertThat(at(8).courses()).allSatisfy(course -> assertThat(course.scores()).isEmpty());
    assertThat(at(8).gaps()).containsEntry(score, GapReason.COURSE_UNCLEAR);
  }

  @Test
  void what_the_chart_tells_was_tried_counts_from_that_moment_on() {
    told.attended(0);
    told.attended(7);
    var task = told.tried("alliance-drop", "st-06", 5, null);
    assertThat(only(4).tried()).isEmpty();
    assertThat(only(8).tried())
        .containsExactly(new TriedResponse("alliance-drop", "st-06", day(5), task, Labels.NONE));
  }

  @Test
  void a_try_that_is_told_of_twice_within_half_a_day_counts_once() {
    told.attended(0);
    told.tried("alliance-drop", "st-06", 5, null);
    told.tried("alliance-drop", "st-06", 5.4, null);
    told.tried("alliance-drop", "st-10", 5, null);
    told.tried("pace", "st-06", 5, null);
    told.tried("alliance-drop", "st-06", 6, null);
    var logged = new TriedResponse("alliance-drop", "st-06", day(5.2));
    var course =
        assembly
            .of(Told.CLIENT, told.facts, Map.of(only(8).id(), List.of(logged)), day(8))
            .courses()
            .get(0);
    assertThat(course.tried()).hasSize(4).contains(logged);
    assertThat(course.tried()).filteredOn(each -> each.at().equals(day(5))).hasSize(2);
  }

  @Test
  void a_try_of_which_nobody_says_what_it_answers_is_a_gap() {
    told.attended(0);
    var task = told.tried(null, "st-06", 5, null);
    assertThat(only(8).tried()).isEmpty();
    assertThat(at(8).gaps()).containsEntry(task, GapReason.SIGNAL_NOT_NAMED);
  }

  @Test
  void a_try_goes_with_the_visit_it_names_or_is_not_guessed_at() {
    var group = twoCourses();
    var named = told.tried("group-clarity", "st-43", 5, group);
    var unclear = told.tried("alliance-drop", "st-06", 5, null);
    assertThat(at(8).courses().get(0).tried()).isEmpty();
    assertThat(at(8).courses().get(1).tried())
        .extracting(TriedResponse::source)
        .containsExactly(named);
    assertThat(at(8).gaps()).containsEntry(unclear, GapReason.COURSE_UNCLEAR);
  }

  @Test
  void a_session_rating_goes_with_the_hour_it_names() {
    var group = twoCourses();
    var score = told.score("srs", 5, group);
    assertThat(at(8).courses().get(1).scores())
        .extracting(ScaleScore::source)
        .containsExactly(score);
    assertThat(at(8).courses().get(0).scores()).isEmpty();
  }

  @Test
  void what_a_client_wants_to_tell_is_never_lost_even_where_the_course_is_unclear() {
    twoCourses();
    told.checkIn(5, CancellationReason.OWN_REASON, CheckIn.Voice.JUDGED);
    var heard = at(8).courses().get(0).checkIns();
    assertThat(heard).hasSize(1);
    assertThat(heard.get(0).voices()).containsExactly(CheckIn.Voice.JUDGED);
    assertThat(heard.get(0).ratings()).isEmpty();
    assertThat(heard.get(0).obstacle()).isNull();
    assertThat(at(8).courses().get(1).checkIns()).isEmpty();
  }

  @Test
  void a_threat_is_known_in_every_course_once_it_was_told_and_its_form_in_none_where_unclear() {
    twoCourses();
    told.fears(3, CheckIn.Fear.MAY_HARM_MYSELF);
    told.fears(5, CheckIn.Fear.AFRAID_AT_HOME);
    assertThat(at(4).courses()).noneMatch(course -> course.standing().threatened());
    assertThat(at(8).courses())
        .hasSize(2)
        .allMatch(course -> course.standing().threatened())
        .allMatch(course -> course.checkIns().isEmpty());
  }

  @Test
  void a_form_filled_before_the_first_session_belongs_to_the_course_that_follows() {
    told.score("srs", -3, null);
    told.attended(0);
    assertThat(only(1).scores()).hasSize(1);
  }

  @Test
  void a_telephone_call_is_a_contact_and_no_session() {
    told.attended(0);
    var call = told.visit("individual", 3, VisitStatus.FINISHED, null, null, true);
    assertThat(only(4).contacts()).extracting(Contact::source).containsExactly(call);
    assertThat(only(4).sessions()).hasSize(1);
  }

  @Test
  void what_is_said_to_be_psychotherapy_is_a_contact_of_the_courses_of_its_kind() {
    twoCourses();
    var single = told.exchange("individual", 3);
    var unheardOf = told.exchange("psychotherapy", 4);
    var courses = at(8).courses();
    assertThat(courses.get(0).contacts())
        .containsExactly(
            new Contact(single, day(3), false, Told.MARKED),
            new Contact(unheardOf, day(4), false, Told.MARKED));
    assertThat(courses.get(1).contacts()).extracting(Contact::source).containsExactly(unheardOf);
    assertThat(at(2.9).courses()).allMatch(course -> course.contacts().isEmpty());
    assertThat(courses).flatExtracting(TherapyCourse::sessions).hasSize(3);
  }

  @Test
  void what_does_not_say_so_counts_where_it_names_a_record_or_a_therapist_of_the_course() {
    told.attended(0);
    var missed = told.booking(1, BookingStatus.MISSED);
    var ofTheHour = told.exchange("", 2, missed);
    var withTheTherapist = told.exchange("", 3, List.of(new TherapistId("t-individual")));
    told.exchange("", 4);
    told.exchange("", 5, List.of(new TherapistId("dentist")));
    told.exchange("", 6, new Source("Encounter", "at-the-dentists", null));
    assertThat(only(8).contacts())
        .extracting(Contact::source)
        .containsExactly(ofTheHour, withTheTherapist);
  }

  @Test
  void what_is_filed_about_an_hour_that_took_place_is_no_contact_between_hours() {
    var hour = told.attended(0);
    var visit = told.visit(7, VisitStatus.FINISHED, null, null);
    told.exchange("individual", 2, hour);
    told.exchange("individual", 8, visit);
    told.exchange("individual", 8, new Source("Encounter", visit.id(), "7"));
    assertThat(only(9).contacts()).isEmpty();
  }

  @Test
  void what_was_said_within_an_hour_that_took_place_is_no_contact_between_hours() {
    var during = 30 / (24 * 60.0);
    told.attended(0);
    told.visit(7, VisitStatus.FINISHED, null, null);
    told.booking(14, BookingStatus.MISSED);
    told.exchange("individual", 0);
    told.exchange("individual", during);
    told.exchange("individual", 7 + during);
    var afterwards = told.exchange("individual", 2 * during);
    var instead = told.exchange("individual", 14 + during);
    assertThat(only(15).contacts())
        .extracting(Contact::source)
        .containsExactly(afterwards, instead);
  }

  @Test
  void what_is_said_within_an_hour_of_one_course_is_no_contact_of_another() {
    told.visit("individual", 0, VisitStatus.FINISHED, null, null, false);
    told.visit("group", 1, VisitStatus.FINISHED, null, null, false);
    told.visit("group", 8, VisitStatus.FINISHED, null, null, false);
    told.exchange("individual", 8 + 20 / (24 * 60.0));
    assertThat(at(9).courses()).allMatch(course -> course.contacts().isEmpty());
  }

  @Test
  void what_names_an_episode_is_a_contact_of_that_course_alone() {
    var episode = told.episode(0, null);
    told.visit(0, VisitStatus.FINISHED, null, episode);
    told.visit("group", 1, VisitStatus.FINISHED, null, null, false);
    var named = told.exchange("group", 3, episode);
    assertThat(at(8).courses().get(0).contacts()).extracting(Contact::source).contains(named);
    assertThat(at(8).courses().get(1).contacts()).isEmpty();
  }

  @Test
  void a_test_record_has_no_courses() {
    told.attended(0);
    told.record(false, true);
    assertThat(at(4).courses()).isEmpty();
  }

  @Test
  void the_same_hour_under_two_ids_counts_once_and_is_told_to_it() {
    told.attended(0);
    told.attended(0);
    told.attended(7);
    assertThat(only(9).sessions()).hasSize(2);
    assertThat(at(9).gaps().values()).containsOnly(GapReason.RECORDED_TWICE).hasSize(2);
  }

  @Test
  void a_slot_that_was_cancelled_and_booked_again_is_two_records_of_their_own() {
    told.booking(0, BookingStatus.CANCELLED);
    told.attended(0);
    assertThat(only(4).sessions()).hasSize(2);
    assertThat(at(4).gaps()).isEmpty();
  }

  @Test
  void the_same_answer_under_two_ids_counts_once() {
    told.attended(0);
    told.score("phq-9", 0, null);
    told.score("phq-9", 0, null);
    assertThat(only(4).scores()).hasSize(1);
  }

  @Test
  void a_court_orders_the_course_it_frames_and_those_beside_it_but_none_afterwards() {
    told.attended(0);
    told.attended(7);
    told.courtOrdered(-1, 30);
    told.attended(200);
    told.attended(207);
    assertThat(at(210).courses())
        .extracting(course -> course.standing().courtOrdered())
        .containsExactly(true, false);
  }

  @Test
  void death_stands_over_every_course() {
    told.attended(0);
    told.record(true, false);
    assertThat(only(4).standing().deceased()).isTrue();
  }

  @Test
  void a_death_of_which_the_moment_is_known_says_nothing_before_it() {
    told.attended(0);
    told.died(10);
    assertThat(only(9).standing().deceased()).isFalse();
    assertThat(only(10).standing().deceased()).isTrue();
  }

  @Test
  void a_visit_that_was_never_booked_is_not_known_before_it_begins() {
    told.attended(0);
    told.visit(7, VisitStatus.FINISHED, null, null);
    assertThat(only(6).sessions()).hasSize(1);
    assertThat(only(7).sessions()).hasSize(2);
  }

  @Test
  void a_planned_visit_is_known_before_it_begins() {
    told.attended(0);
    told.visit(7, VisitStatus.PLANNED, null, null);
    assertThat(only(6).sessions()).hasSize(2);
  }

  @Test
  void a_visit_tells_to_which_episode_an_hour_belongs_once_it_begins() {
    var episode = told.episode(0, null);
    var booking = told.booking(7, BookingStatus.KEPT);
    told.visit(0, VisitStatus.FINISHED, null, null);
    told.visit(7, VisitStatus.FINISHED, booking, episode);
    assertThat(only(6).id().treatment()).isEqualTo("individual#1");
  }

  @Test
  void how_a_goal_came_out_is_not_known_before_its_status_date() {
    told.attended(0);
    told.goalAchieved(0, 21);
    var before = only(20).goals().get(0);
    assertThat(before.lifecycle()).isEqualTo(CareGoal.Lifecycle.ACTIVE);
    assertThat(before.achievement()).isNull();
    assertThat(before.statusDate()).isNull();
    var after = only(21).goals().get(0);
    assertThat(after.lifecycle()).isEqualTo(CareGoal.Lifecycle.COMPLETED);
    assertThat(after.achievement()).isEqualTo(CareGoal.Achievement.ACHIEVED);
  }

  @Test
  void a_plan_that_has_ended_is_in_no_course_after_that_day() {
    told.attended(0);
    told.plan(7.0, 21.0, false);
    assertThat(only(6).care().plans()).isEmpty();
    assertThat(only(7).care().plans()).hasSize(1).allMatch(Plan::active);
    assertThat(only(21).care().plans()).hasSize(1);
    assertThat(only(22).care().plans()).isEmpty();
  }

  @Test
  void the_first_day_of_a_plan_and_the_day_after_its_last_are_looked_at() {
    told.attended(0);
    told.plan(7.0, 21.0, false);
    assertThat(at(1).changesAt()).isEqualTo(midnight(7));
    assertThat(at(8).changesAt()).isEqualTo(midnight(22));
    assertThat(at(22).changesAt()).isAfter(day(100));
  }

  @Test
  void the_first_day_of_a_goal_and_that_of_its_status_are_looked_at() {
    told.attended(0);
    told.goalAchieved(7, 21);
    assertThat(at(1).changesAt()).isEqualTo(midnight(7));
    assertThat(at(8).changesAt()).isEqualTo(midnight(21));
  }

  @Test
  void no_plan_wakes_a_course_that_has_ended() {
    told.attended(0);
    told.plan(200.0, null, false);
    assertThat(at(150).changesAt()).isNull();
  }

  private static Instant midnight(int day) {
    return day(day).truncatedTo(ChronoUnit.DAYS);
  }

  @Test
  void a_plan_that_is_over_was_in_force_until_its_last_day() {
    told.attended(0);
    told.plan(null, 21.0, true);
    assertThat(only(21).care().plans()).hasSize(1).allMatch(Plan::active);
    assertThat(only(22).care().plans()).isEmpty();
  }

  @Test
  void a_plan_that_ended_nobody_knows_when_is_in_no_course() {
    told.attended(0);
    told.plan(7.0, null, true);
    assertThat(only(20).care().plans()).isEmpty();
  }

  @Test
  void a_plan_that_is_put_forward_or_paused_is_there_and_not_in_force() {
    told.attended(0);
    told.plan(null, null, false);
    told.draft();
    assertThat(only(20).care().plans()).extracting(Plan::active).containsExactly(true, false);
  }

  @Test
  void how_far_a_goal_was_reached_is_known_from_its_hour_on_and_in_every_course() {
    twoCourses();
    told.goalScore(3, 1);
    assertThat(at(2.9).courses()).hasSize(2).allMatch(each -> each.care().goalScores().isEmpty());
    assertThat(at(8).courses()).hasSize(2).allMatch(each -> each.care().goalScores().size() == 1);
  }

  @Test
  void the_order_of_the_facts_does_not_matter() {
    var episode = told.episode(0, 40.0);
    weekly(4);
    told.visit("group", 2, VisitStatus.FINISHED, null, episode, false);
    told.booking(30, BookingStatus.MISSED);
    told.plan(0.0, null, false);
    told.plan(0.0, 60.0, false);
    told.goalScore(3, 1);
    told.goalScore(3, -1);
    told.score("srs", 5, null);
    told.score("phq-9", 5, null);
    told.checkIn(31, CancellationReason.COST, CheckIn.Voice.NOT_HELPED);
    told.visit("", 3, VisitStatus.FINISHED, null, null, true);
    told.exchange("individual", 3);
    told.exchange("", 3, List.of(new TherapistId("t-individual")));
    var expected = at(50);
    for (int seed = 0; seed < 20; seed++) {
      Collections.shuffle(told.facts, new Random(seed));
      assertThat(at(50)).isEqualTo(expected);
    }
  }

  @Test
  void the_same_fact_twice_changes_nothing() {
    weekly(4);
    told.score("srs", 5, null);
    var expected = at(50);
    told.facts.add(told.facts.get(told.facts.size() - 1));
    assertThat(at(50)).isEqualTo(expected);
  }

  private Source twoCourses() {
    told.visit(0, VisitStatus.FINISHED, null, null);
    var group = told.visit("group", 1, VisitStatus.FINISHED, null, null, false);
    told.visit(7, VisitStatus.FINISHED, null, null);
    return group;
  }

  private void weekly(int sessions) {
    for (int week = 0; week < sessions; week++) {
      told.attended(7.0 * week);
    }
  }

  private Assembled at(double day) {
    return assembly.of(Told.CLIENT, told.facts, day(day));
  }

  private TherapyCourse only(double day) {
    assertThat(at(day).courses()).hasSize(1);
    return at(day).courses().get(0);
  }

  private Session onlySession(double day) {
    assertThat(only(day).sessions()).hasSize(1);
    return only(day).sessions().get(0);
  }

  private Session session(Source source, double day) {
    return only(day).sessions().stream()
        .filter(each -> each.source().equals(source))
        .findFirst()
        .orElseThrow();
  }
}
