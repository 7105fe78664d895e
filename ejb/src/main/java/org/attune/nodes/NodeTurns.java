package org.attune.nodes;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.attune.settings.ThisNode;

/**
 * Gives each kind of shared work to one node at a time. A turn ends when it is given back, or a
 * while after the last sign of life, so that a node that was killed holds up nobody for long.
 * Should two be at work all the same, because one had stood still for so long, nothing is lost or
 * doubled by it: everything they do is checked again in the database and in the EHR.
 */
@ApplicationScoped
public class NodeTurns {

  /** For so long a turn is kept without a sign of life. */
  public static final Duration LEASE = Duration.ofMinutes(1);

  /** So often whoever is at work longer than that gives one. */
  public static final Duration SIGN_OF_LIFE = Duration.ofSeconds(20);

  /** What comes of asking for a turn. */
  public enum Answer {
    /** It is this node's. */
    MINE,
    /** Another node is at it. */
    TAKEN,
    /** Another node has begun it lately. */
    DONE
  }

  private final EntityManager database;
  private final ThisNode node;

  @Inject
  NodeTurns(EntityManager database, ThisNode node) {
    this.database = database;
    this.node = node;
  }

  /**
   * Asks for the turn at some work.
   *
   * @param since what another node has begun since then will do
   */
  @Transactional
  public Answer take(SharedWork work, Instant now, Instant since) {
    return locked(work).orElseGet(() -> begun(work)).take(node.name(), now, since, LEASE);
  }

  /** This node is still at it. Returns whether it is; another may have the turn by now. */
  @Transactional
  public boolean stillAtIt(SharedWork work, Instant now) {
    var turn = mine(work);
    turn.ifPresent(one -> one.ends(now.plus(LEASE)));
    return turn.isPresent();
  }

  /** It has ended, or was given up; the next may begin. */
  @Transactional
  public void giveBack(SharedWork work, Instant now) {
    mine(work).ifPresent(turn -> turn.ends(now));
  }

  private Optional<NodeTurn> mine(SharedWork work) {
    return locked(work).filter(turn -> turn.isOf(node.name()));
  }

  private Optional<NodeTurn> locked(SharedWork work) {
    return Optional.ofNullable(database.find(NodeTurn.class, work, LockModeType.PESSIMISTIC_WRITE));
  }

  private NodeTurn begun(SharedWork work) {
    var turn = new NodeTurn(work);
    database.persist(turn);
    return turn;
  }
}
