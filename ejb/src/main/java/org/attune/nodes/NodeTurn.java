package org.attune.nodes;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;

/** Which node is at some work, until when without another sign of life, and since when. */
@Entity
@Table(name = "node_turn")
class NodeTurn {

  @Id
  @Enumerated(EnumType.STRING)
  private SharedWork work;

  private String node;
  private Instant ends;
  private Instant began;

  NodeTurn() {}

  NodeTurn(SharedWork work) {
    this.work = work;
    this.node = "";
    this.ends = Instant.EPOCH;
    this.began = Instant.EPOCH;
  }

  /**
   * Asks for the turn. What a node of this name has left behind is from its former life.
   *
   * @param since what another node has begun since then will do
   */
  NodeTurns.Answer take(String who, Instant now, Instant since, Duration lease) {
    if (!node.equals(who)) {
      if (began.isAfter(since)) {
        return NodeTurns.Answer.DONE;
      }
      if (ends.isAfter(now)) {
        return NodeTurns.Answer.TAKEN;
      }
    }
    node = who;
    began = now;
    ends = now.plus(lease);
    return NodeTurns.Answer.MINE;
  }

  boolean isOf(String who) {
    return node.equals(who);
  }

  void ends(Instant moment) {
    ends = moment;
  }
}
