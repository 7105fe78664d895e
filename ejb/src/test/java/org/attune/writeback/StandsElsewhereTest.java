package org.attune.writeback;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.attune.therapy.Source;
import org.attune.writeback.Written.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StandsElsewhereTest {

  private static final Instant NOW = Instant.parse("2026-03-02T07:00:00Z");

  private final PendingWrite write = new PendingWrite("finding", WriteKind.FLAG, NOW);

  @Test
  void what_was_never_tried_stands_nowhere_else() {
    assertThat(write.mayBeTask()).isFalse();
  }

  @Test
  void what_was_tried_without_an_answer_may_stand_as_a_task() {
    write.trying(NOW, "node");
    assertThat(write.mayBeTask()).isTrue();
  }

  @Test
  void a_task_stays_known_when_the_finding_changes() {
    write.trying(NOW, "node");
    write.sent(new Written(new Source("Task", "t1", "1"), Outcome.AS_TASK));
    assertThat(write.sentence()).contains("as a Task");
    write.again(NOW);
    assertThat(write.mayBeTask()).isTrue();
    assertThat(write.sentence()).isNull();
  }

  @Test
  void a_flag_is_no_task() {
    write.trying(NOW, "node");
    write.sent(new Written(new Source("Flag", "f1", "1"), Outcome.CREATED));
    assertThat(write.mayBeTask()).isFalse();
    assertThat(write.sentence()).isNull();
  }

  @ParameterizedTest
  @EnumSource(
      value = Outcome.class,
      names = {"AS_TASK", "AS_CARD"})
  void what_stands_elsewhere_says_so_to_IT(Outcome outcome) {
    write.sent(new Written(null, outcome));
    assertThat(write.state()).isEqualTo(PendingWrite.State.SENT);
    assertThat(write.sentence()).startsWith("The EHR takes no");
  }
}
