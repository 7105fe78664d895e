package org.attune.writeback;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.attune.findings.Found.MONDAY;
import static org.attune.findings.Found.closed;
import static org.attune.findings.Found.dismissed;
import static org.attune.findings.Found.finding;
import static org.attune.findings.Found.note;
import static org.attune.findings.Found.resolved;
import static org.attune.findings.Found.signal;
import static org.attune.findings.Found.waiting;
import static org.attune.findings.Found.worded;
import static org.attune.safety.HandedOver.handedOver;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.attune.catalogue.Catalogue;
import org.attune.detection.Channel;
import org.attune.detection.Level;
import org.attune.detection.Signal;
import org.attune.findings.FindingAct;
import org.attune.findings.FindingAct.What;
import org.attune.instruments.Instruments;
import org.attune.responses.Footing;
import org.attune.responses.NextSteps;
import org.attune.responses.Responses;
import org.attune.responses.Suggestions;
import org.attune.safety.Recipients;
import org.attune.settings.GivenSettings;
import org.attune.therapy.TherapistId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProposalsTest {

  private static final Instant TUESDAY = MONDAY.plus(Duration.ofDays(1));
  private static final String RULE = "alliance-drop";
  private static final NextSteps NEXT_STEPS =
      new NextSteps(
          new Footing(new Instruments()),
          new Suggestions(new Responses()),
          new Responses(),
          new Catalogue());
  private static final Map<String, String> LEADS =
      Map.of("client-voice.recipient", "Practitioner/lead", "unit.lead", "Practitioner/lead");

  @Test
  void a_flag_says_in_the_sites_language_what_was_found_and_since_when() {
    var flag = site(Map.of("write-back.language", "de")).flag(finding(signal(RULE, "1")));
    assertThat(flag.rule()).isEqualTo("alliance-drop|1");
    assertThat(flag.start()).isEqualTo(MONDAY);
    assertThat(flag.end()).isNull();
    assertThat(flag.text()).isNotEqualTo(site(Map.of()).flag(finding(signal(RULE, "1"))).text());
  }

  @Test
  void a_flag_ends_with_its_finding_or_when_a_person_sets_it_aside() {
    assertThat(site(Map.of()).flag(resolved(finding(signal(RULE, "1")), TUESDAY)).end())
        .isEqualTo(TUESDAY);
    assertThat(site(Map.of()).flag(dismissed(finding(signal(RULE, "1")), TUESDAY)).end())
        .isEqualTo(TUESDAY);
  }

  @Test
  void a_goal_is_dated_in_the_hospitals_days_and_withdrawn_with_its_finding() {
    var goal = site(Map.of()).goal(finding(signal(RULE, "1")), null, null);
    assertThat(goal.start()).isEqualTo(LocalDate.of(2026, 3, 2));
    assertThat(goal.review()).isEqualTo(LocalDate.of(2026, 3, 30));
    assertThat(goal.withdrawn()).isFalse();
    assertThat(
            site(Map.of())
                .goal(resolved(finding(signal(RULE, "1")), TUESDAY), null, null)
                .withdrawn())
        .isTrue();
  }

  @ParameterizedTest
  @EnumSource(PlanActivity.class)
  void what_could_be_done_about_a_plan_is_said_in_the_sites_language_until_a_day(
      PlanActivity what) {
    var wording = what.sentence().replace("activity", "flag");
    var finding = worded("plan-blind-spot", wording);
    var activity = site(Map.of()).activity(finding, null);
    var suggested = requireNonNull(activity.suggested());
    assertThat(activity.withdrawn()).isFalse();
    assertThat(activity.rule()).isEqualTo("plan-blind-spot|1");
    assertThat(activity.start()).isEqualTo(LocalDate.of(2026, 3, 2));
    assertThat(suggested.what()).isEqualTo(what);
    assertThat(suggested.until()).isEqualTo(LocalDate.of(2026, 3, 30));
    assertThat(suggested.text()).startsWith("Look");
    assertThat(suggested.goals()).as("an hour is no goal").isEmpty();
    var german = site(Map.of("write-back.language", "de")).activity(finding, null);
    assertThat(requireNonNull(german.suggested()).text())
        .containsIgnoringCase("gemeinsam")
        .isNotEqualTo(suggested.text());
    assertThat(site(Map.of()).activity(resolved(finding, TUESDAY), null).withdrawn()).isTrue();
  }

  @Test
  void what_is_not_about_the_plan_as_a_whole_puts_nothing_forward_to_do_about_it() {
    assertThat(PlanActivity.of(worded("plan-blind-spot", "flag"))).as("a goal, as ever").isEmpty();
    assertThat(PlanActivity.of(worded("plan-blind-spot", "flag.uncelebrated"))).isEmpty();
    assertThat(PlanActivity.of(worded("check-in-gap", "flag.too-many"))).isEmpty();
    var moved = site(Map.of()).activity(worded("plan-blind-spot", "flag"), null);
    assertThat(moved.withdrawn()).as("and what stood is taken back").isTrue();
    assertThat(moved.suggested()).isNull();
  }

  @Test
  void a_task_goes_to_the_first_person_named_and_is_due_within_a_working_day() {
    var task =
        site(Map.of("client-voice.recipient", "Practitioner/lead"))
            .task(finding(voice(), new TherapistId("t1")))
            .orElseThrow();
    assertThat(task.recipient()).isEqualTo("Practitioner/lead");
    assertThat(task.due()).isEqualTo(TUESDAY);
  }

  @Test
  void a_task_never_goes_to_the_therapist_in_question() {
    var site =
        site(
            Map.of(
                "client-voice.recipient", "Practitioner/t1",
                "client-voice.second-recipient", "Practitioner/lead"));
    assertThat(site.task(finding(voice(), new TherapistId("t1"))).orElseThrow().recipient())
        .isEqualTo("Practitioner/lead");
    assertThat(
            site(Map.of("client-voice.recipient", "Practitioner/t1"))
                .task(finding(voice(), new TherapistId("t1"))))
        .isEmpty();
  }

  @Test
  void what_is_over_is_taken_back_though_nobody_is_named_any_longer() {
    var task = site(Map.of()).task(resolved(finding(voice()), TUESDAY)).orElseThrow();
    assertThat(task.done()).isTrue();
    assertThat(task.recipient()).isEmpty();
    assertThat(site(Map.of()).task(finding(voice()))).isEmpty();
  }

  @Test
  void notes_and_requests_for_a_talk_are_taken_back_from_nobody_in_the_same_way() {
    var note = note("group-clarity", "Appointment/g1", MONDAY);
    assertThat(site(Map.of()).unit(note)).isEmpty();
    assertThat(site(Map.of()).unit(closed(note, TUESDAY)))
        .hasValueSatisfying(taken -> assertThat(taken.done()).isTrue());
    var asked = finding(signal(RULE, "1"));
    var asking =
        Optional.of(new FindingAct(asked.key(), What.CONSULTATION, "Practitioner/t1", MONDAY));
    assertThat(site(Map.of()).consultation(asked, asking)).isEmpty();
    assertThat(site(Map.of()).consultation(resolved(asked, TUESDAY), asking))
        .hasValueSatisfying(taken -> assertThat(taken.done()).isTrue());
  }

  @Test
  void a_task_says_what_could_be_tried_in_names_that_tell_nothing_of_why() {
    var task = site(LEADS).task(finding(voice())).orElseThrow();
    assertThat(task.text())
        .isEqualTo(
            "Please get in touch with this client in person. They would like to be heard by"
                + " somebody. What could be tried: Listen and give back what you heard; Ask open"
                + " questions.");
    var german = new HashMap<>(LEADS);
    german.put("write-back.language", "de");
    assertThat(site(german).task(finding(voice())).orElseThrow().text())
        .contains("Was man versuchen könnte: ");
  }

  @Test
  void what_a_task_proposes_stays_the_same_whatever_the_finding_comes_to_say() {
    var same = site(LEADS).task(finding(voice())).orElseThrow().text();
    for (Level level : Level.values()) {
      var other = signal("client-voice", Channel.NAMED_PERSON, level, "1", "2");
      assertThat(site(LEADS).task(finding(other)).orElseThrow().text()).isEqualTo(same);
    }
  }

  @Test
  void a_note_for_the_unit_says_what_could_be_tried() {
    var note = note("group-clarity", "Appointment/g1", MONDAY);
    assertThat(site(LEADS).unit(note).orElseThrow().text())
        .endsWith(
            " What could be tried: Say in plain words why; Ask what made the task hard; Give each"
                + " session a clear shape.");
  }

  @Test
  void a_hand_over_says_nothing_of_the_kind() {
    var site = site(Map.of("safety.recipient", "Practitioner/lead"));
    assertThat(site.handover(handedOver(), false).orElseThrow().text())
        .isEqualTo("Please contact this client today.");
  }

  @Test
  void without_a_named_person_there_is_no_task_to_send() {
    assertThat(site(Map.of()).task(finding(voice()))).isEmpty();
  }

  @Test
  void a_flag_that_waits_for_its_turn_is_closed_and_a_mere_prompt_has_none() {
    var waiting = waiting(finding(signal(RULE, "1")), TUESDAY);
    assertThat(site(Map.of()).flag(waiting).end()).isEqualTo(TUESDAY);
    var prompt = finding(signal(RULE, Channel.CHART, Level.PROMPT, "1"));
    assertThat(prompt.forChart()).isFalse();
    assertThat(site(Map.of()).flag(prompt).end()).isEqualTo(MONDAY);
  }

  @Test
  void what_concerns_safety_goes_first_and_is_tried_again_within_a_minute() {
    var safety = new PendingWrite("k", WriteKind.ESCALATION, MONDAY);
    assertThat(safety.turn()).isLessThan(new PendingWrite("k", WriteKind.FLAG, MONDAY).turn());
    for (int i = 0; i < 100; i++) {
      safety.trying(MONDAY, "node");
    }
    assertThat(safety.spreadPause()).isLessThanOrEqualTo(Duration.ofMinutes(1));
  }

  @Test
  void a_change_makes_a_refused_write_pending_again() {
    var write = new PendingWrite(finding(signal(RULE, "1")).key().value(), WriteKind.FLAG, MONDAY);
    write.trying(MONDAY, "node");
    write.dead("The EHR will not have it.");
    write.again(TUESDAY);
    assertThat(write.state()).isEqualTo(PendingWrite.State.PENDING);
    assertThat(write.sentence()).isNull();
    assertThat(write.everTried()).isTrue();
  }

  private static Signal voice() {
    return signal("client-voice", Channel.NAMED_PERSON, Level.PRIORITY, "1");
  }

  private static Proposals site(Map<String, String> given) {
    var settings = new GivenSettings(given);
    return new Proposals(
        settings, new Catalogue(), NEXT_STEPS, new Recipients(settings), ZoneOffset.UTC);
  }
}
