package org.attune.writeback;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.attune.findings.FindingKey;
import org.attune.therapy.Labels;
import org.attune.therapy.PatientId;
import org.attune.therapy.Source;
import org.attune.writeback.OwnRecords.Found;
import org.attune.writeback.Proposal.GoalProposal;
import org.junit.jupiter.api.Test;

/** What was found in the night, against what should stand there. */
class StandingRecordsTest {

  private static final Instant NOW = Instant.parse("2026-03-02T12:00:00Z");
  private static final PatientId CLIENT = new PatientId("p1");
  private static final Source GOAL = new Source("Goal", "g1", "1");
  private static final Source PLAN = new Source("CarePlan", "c1", "1");
  private static final GoalProposal PROPOSAL =
      new GoalProposal(
          new FindingKey("ab".repeat(32)),
          CLIENT,
          "alliance-drop|1",
          "Talk about how the sessions are going",
          LocalDate.of(2026, 3, 2),
          LocalDate.of(2026, 3, 30),
          false,
          List.of(),
          Labels.NONE);

  private final PendingWrite write = write();

  private static PendingWrite write() {
    var write = new PendingWrite("ab".repeat(32), WriteKind.GOAL, NOW);
    write.sent(new Written(GOAL, Written.Outcome.CREATED));
    return write;
  }

  private static Found found(Map<PatientId, Source> plans, Set<PatientId> plansHidden) {
    return new Found(Map.of(PROPOSAL.name(), List.of(GOAL)), plans, Set.of(), plansHidden);
  }

  @Test
  void what_is_not_found_is_looked_at_closer_and_what_is_closed_to_us_is_let_be() {
    assertThat(StandingRecords.asLeft(write, PROPOSAL, new Found(Map.of(), Map.of()))).isFalse();
    var closed = new Found(Map.of(), Map.of(), Set.of(PROPOSAL.name()), Set.of());
    assertThat(StandingRecords.asLeft(write, PROPOSAL, closed)).isTrue();
  }

  @Test
  void a_plan_that_stood_is_missed_but_not_where_nobody_may_look_for_plans() {
    assertThat(StandingRecords.asLeft(write, PROPOSAL, found(Map.of(), Set.of()))).isTrue();
    var seen = found(Map.of(CLIENT, PLAN), Set.of());
    assertThat(StandingRecords.asLeft(write, PROPOSAL, seen)).isTrue();
    assertThat(write.plan()).isEqualTo(PLAN);
    assertThat(StandingRecords.asLeft(write, PROPOSAL, found(Map.of(), Set.of()))).isFalse();
    assertThat(StandingRecords.asLeft(write, PROPOSAL, found(Map.of(), Set.of(CLIENT)))).isTrue();
  }
}
