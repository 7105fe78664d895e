package org.attune.nodes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.attune.nodes.NodeTurns.Answer.DONE;
import static org.attune.nodes.NodeTurns.Answer.MINE;
import static org.attune.nodes.NodeTurns.Answer.TAKEN;

import java.time.Duration;
import java.time.Instant;
import org.attune.nodes.NodeTurns.Answer;
import org.junit.jupiter.api.Test;

class NodeTurnTest {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final Instant ANY_TIME_AGO = Instant.MAX;

  private final NodeTurn turn = new NodeTurn(SharedWork.ROUND);

  private Answer take(String node, int second, Instant since) {
    return turn.take(node, NOON.plusSeconds(second), since, Duration.ofMinutes(1));
  }

  @Test
  void of_two_nodes_one_is_at_it() {
    assertThat(take("a", 0, ANY_TIME_AGO)).isEqualTo(MINE);
    assertThat(take("b", 59, ANY_TIME_AGO)).isEqualTo(TAKEN);
  }

  @Test
  void a_node_that_was_killed_holds_up_the_other_for_a_minute_and_itself_not_at_all() {
    take("a", 0, ANY_TIME_AGO);
    assertThat(take("a", 10, ANY_TIME_AGO)).isEqualTo(MINE);
    assertThat(take("b", 70, ANY_TIME_AGO)).isEqualTo(MINE);
  }

  @Test
  void a_sign_of_life_keeps_the_turn() {
    take("a", 0, ANY_TIME_AGO);
    turn.ends(NOON.plusSeconds(90));
    assertThat(take("b", 70, ANY_TIME_AGO)).isEqualTo(TAKEN);
  }

  @Test
  void what_another_node_has_begun_since_need_not_be_made_once_more() {
    take("a", 0, ANY_TIME_AGO);
    turn.ends(NOON.plusSeconds(1));
    assertThat(take("b", 5, NOON.minusSeconds(55))).isEqualTo(DONE);
    assertThat(take("b", 5, NOON.plusSeconds(2))).isEqualTo(MINE);
  }

  @Test
  void what_a_node_has_begun_itself_is_no_reason_for_it_to_wait() {
    take("a", 0, ANY_TIME_AGO);
    turn.ends(NOON.plusSeconds(1));
    assertThat(take("a", 5, NOON.minusSeconds(55))).isEqualTo(MINE);
  }
}
