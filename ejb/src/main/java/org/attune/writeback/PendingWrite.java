package org.attune.writeback;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.attune.therapy.Source;
import org.jspecify.annotations.Nullable;

/**
 * Something the EHR must hear: of a finding, of a note for the unit or of a safety hand-over. What
 * it must hear is worked out when it is sent, so that however often that changed, its last state is
 * sent once.
 */
@Entity
@Table(name = "pending_write")
public class PendingWrite {

  /** Where a write stands. */
  public enum State {
    /** To be sent, perhaps once more. */
    PENDING,
    /** The EHR has it. */
    SENT,
    /** The EHR will not have it; a person must look. */
    DEAD
  }

  private static final Duration FIRST_PAUSE = Duration.ofSeconds(15);
  private static final Duration LONGEST_PAUSE = Duration.ofHours(1);
  private static final Duration LONGEST_PAUSE_OF_SAFETY = Duration.ofMinutes(1);
  private static final int DOUBLINGS = 8;

  /** A write is several requests, and each may take as long as an answer is waited for. */
  private static final Duration LONGEST_TRY = Duration.ofMinutes(2);

  /**
   * A refusal may pass. Whoever still refuses after the last of these, and after a day, means it.
   */
  private static final List<Duration> AFTER_REFUSALS =
      List.of(
          Duration.ofMinutes(15),
          Duration.ofHours(1),
          Duration.ofHours(4),
          Duration.ofHours(8),
          Duration.ofHours(12));

  private static final Duration MEANT = Duration.ofDays(1);

  /** So long nobody asks whether an EHR that takes no Provenance has changed its mind. */
  private static final Duration NOT_TAKEN_STAYS = Duration.ofHours(1);

  /** Why something is not written again, for IT. */
  public static final String MISSING =
      "It is not found in the EHR any longer, which does not tell whether somebody deleted it or"
          + " it was lost; so it is not written again.";

  @Id private String id;

  private String about;

  @Enumerated(EnumType.STRING)
  private WriteKind kind;

  @Enumerated(EnumType.STRING)
  private State state;

  /** What concerns safety goes first. */
  private int turn;

  private long revision;
  private int attempts;

  @Column(name = "next_attempt")
  private Instant nextAttempt;

  @Column(name = "ever_tried")
  private boolean everTried;

  @Column(name = "taken_by")
  private @Nullable String takenBy;

  private int refusals;

  @Column(name = "refused_since")
  private @Nullable Instant refusedSince;

  @Column(name = "looked_after")
  private @Nullable Instant lookedAfter;

  private boolean incomplete;
  private @Nullable String sentence;
  private @Nullable Source resource;

  /** Null where an older version sent it, so that nobody has noted that. */
  private @Nullable Boolean theirs;

  private boolean missing;
  private @Nullable Source plan;

  @Enumerated(EnumType.STRING)
  private Attribution attribution;

  private int tellings;

  PendingWrite() {}

  PendingWrite(String about, WriteKind kind, Instant now) {
    this.id = id(about, kind);
    this.about = about;
    this.kind = kind;
    this.turn = kind.safety() ? 0 : 1;
    this.nextAttempt = now;
    this.attribution = Attribution.TOLD;
    again(now);
  }

  static String id(String about, WriteKind kind) {
    return about + "." + kind;
  }

  /** The EHR must hear something else now; while a node is sending it, after that. */
  final void again(Instant now) {
    this.state = State.PENDING;
    this.revision++;
    this.attempts = 0;
    this.refusals = 0;
    this.refusedSince = null;
    this.sentence = null;
    if (takenBy == null) {
      this.nextAttempt = now;
    }
  }

  /**
   * A node is about to send it, and nobody else meanwhile; should it never come back to say how it
   * went, it is sent once more.
   */
  void trying(Instant now, String node) {
    this.attempts++;
    this.everTried = true;
    this.takenBy = node;
    this.nextAttempt = now.plus(LONGEST_TRY);
    if (attribution == Attribution.TOLD) {
      attribution = Attribution.UNSURE;
    }
  }

  /** Nobody is sending it any longer; what it tells has changed since it was taken. */
  void freeAgain(Instant now) {
    this.takenBy = null;
    this.nextAttempt = now;
  }

  /** Nobody is sending it any longer. */
  void free() {
    this.takenBy = null;
  }

  /** The pause doubles with every attempt, up to an hour; where safety is concerned, a minute. */
  private Duration pause() {
    return atMost(FIRST_PAUSE.multipliedBy(1L << Math.min(Math.max(attempts - 1, 0), DOUBLINGS)));
  }

  /** Half of the pause and a part of the rest, so that what failed together comes back apart. */
  Duration spreadPause() {
    long half = pause().toMillis() / 2;
    long seed = 31L * id.hashCode() + attempts;
    return Duration.ofMillis(half + new SplittableRandom(seed).nextLong(half + 1));
  }

  /** What the EHR asks for, as far as what is written can wait. */
  Duration asked(Duration wait) {
    return atMost(wait);
  }

  private Duration atMost(Duration pause) {
    var longest = kind.safety() ? LONGEST_PAUSE_OF_SAFETY : LONGEST_PAUSE;
    return pause.compareTo(longest) > 0 ? longest : pause;
  }

  void sent(Written written) {
    this.state = State.SENT;
    this.refusals = 0;
    this.incomplete = written.outcome() == Written.Outcome.WITHOUT_PLAN;
    this.sentence = standsElsewhere(written.outcome());
    this.theirs = written.outcome() == Written.Outcome.LEFT_TO_PERSON;
    this.missing = written.outcome() == Written.Outcome.MISSING;
    this.plan = null;
    if (written.resource() != null) {
      this.resource = written.resource();
    }
  }

  /**
   * What came of telling whose it is. It is tried again for a day; what may have been told after
   * all is then left as it is, and anything else told when the EHR can be thought to take it.
   */
  void told(Attribution told, Instant now) {
    this.attribution = told;
    this.tellings = stillToTell() ? tellings + 1 : 0;
    if (told == Attribution.NOT_TAKEN) {
      this.nextAttempt = now.plus(NOT_TAKEN_STAYS);
    } else if (told != Attribution.TOLD && tellings > AFTER_REFUSALS.size()) {
      this.tellings = 0;
      this.attribution = told == Attribution.UNSURE ? Attribution.TOLD : Attribution.NOT_TAKEN;
      this.nextAttempt = now.plus(MEANT);
    } else if (told != Attribution.TOLD) {
      this.nextAttempt = now.plus(AFTER_REFUSALS.get(tellings - 1));
    }
  }

  /** Whether the record may not tell of it yet, and should soon. */
  boolean stillToTell() {
    return attribution == Attribution.OWED || attribution == Attribution.UNSURE;
  }

  private static @Nullable String standsElsewhere(Written.Outcome outcome) {
    return switch (outcome) {
      case AS_TASK ->
          "The EHR takes no Flags, so it stands there as a Task; it becomes a Flag when the EHR"
              + " takes them.";
      case AS_CARD ->
          "The EHR takes no record of this kind, so it is kept here, to be shown as a card; see"
              + " /attune/api/health/ehr.";
      case WITHOUT_PLAN ->
          "The EHR takes no CarePlans, so the goal stands in none; it comes into one when the EHR"
              + " takes them.";
      case MISSING -> MISSING;
      case CREATED, UPDATED, UNCHANGED, LEFT_TO_PERSON -> null;
    };
  }

  /** What it told was let go of: whatever the EHR has of it stays as it is. */
  void nothingLeftToSay() {
    this.state = State.SENT;
    this.sentence = null;
    this.takenBy = null;
    this.missing = false;
    this.attribution = Attribution.TOLD;
  }

  /** Somebody knows that the EHR lost it: it never stood there, and is missing until it does. */
  void lost(Instant now) {
    this.resource = null;
    again(now);
  }

  /** It was looked whether it still stands there. */
  void lookedAfter(Instant now) {
    this.lookedAfter = now;
  }

  /** Our plan stands there, and where. */
  void plannedIn(Source where) {
    this.plan = where;
  }

  /** People decided anew: what somebody made of it before is over. */
  void oursAgain() {
    this.theirs = false;
  }

  /** Whether a person has made it theirs; empty where nobody has noted that. */
  Optional<Boolean> theirs() {
    return Optional.ofNullable(theirs);
  }

  /** Where our plan stood that named it, or null. */
  @Nullable Source plan() {
    return plan;
  }

  /** Whether it is gone from the EHR, and nobody can tell why. */
  boolean missing() {
    return missing;
  }

  /** Whether the record tells of it. */
  Attribution attribution() {
    return attribution;
  }

  /**
   * What is known of it from before.
   *
   * @param lostGoal the goal that the record lost before the one that it has now, or null
   */
  Before before(@Nullable Source lostGoal) {
    // A person's hand on a Flag ends what it tells, and is heard of in another way.
    boolean left = kind != WriteKind.FLAG && Boolean.TRUE.equals(theirs);
    return new Before(resource, left, attribution, plan, lostGoal, missing && resource == null);
  }

  /** Whether a task may stand in the EHR where a flag is wanted, as far as is known here. */
  boolean mayBeTask() {
    return resource == null ? everTried : !resource.type().equals("Flag");
  }

  /** Whether a goal may stand without its plan, as far as is known here. */
  boolean mayLackPlan() {
    return incomplete || (resource == null && everTried);
  }

  /**
   * The EHR will not have it as things stand: it is tried again with growing pauses, and given up
   * when a day of that has not helped. What concerns safety is never given up.
   */
  void refused(@Nullable String why, Instant now) {
    var since = refusedSince == null ? now : refusedSince;
    refusedSince = since;
    refusals++;
    boolean meant = refusals > AFTER_REFUSALS.size() && !now.isBefore(since.plus(MEANT));
    if (meant && !kind.safety()) {
      dead(why);
    } else {
      later(why, now.plus(pauseAfterRefusal()));
    }
  }

  /** Up to a tenth longer, so that what was refused together comes back apart. */
  private Duration pauseAfterRefusal() {
    if (kind.safety()) {
      return LONGEST_PAUSE_OF_SAFETY;
    }
    var pause = AFTER_REFUSALS.get(Math.min(refusals, AFTER_REFUSALS.size()) - 1);
    long seed = 31L * id.hashCode() + refusals;
    return pause.plusMillis(new SplittableRandom(seed).nextLong(pause.toMillis() / 10));
  }

  /** The EHR is another than it was when it refused this: it is asked at once. */
  void mayPassNow(Instant now) {
    if (takenBy == null && now.isBefore(nextAttempt)) {
      nextAttempt = now;
    }
  }

  void dead(@Nullable String why) {
    this.state = State.DEAD;
    this.sentence = why;
  }

  /** Nobody can say now what it tells; once more later. */
  void notWorded(String why, Instant now) {
    attempts++;
    later(why, now.plus(spreadPause()));
  }

  void later(@Nullable String why, Instant when) {
    this.sentence = why;
    this.nextAttempt = when;
  }

  /** The key of the finding, the note or the hand-over, as its kind says. */
  public String about() {
    return about;
  }

  /** What kind of resource. */
  public WriteKind kind() {
    return kind;
  }

  /** Where it stands. */
  public State state() {
    return state;
  }

  /** How often it was tried since that last changed. */
  public int attempts() {
    return attempts;
  }

  /** Whether the EHR may know of it. */
  public boolean everTried() {
    return everTried;
  }

  /** How often the EHR would not have it since that last changed. */
  public int refusals() {
    return refusals;
  }

  /** Not before then. */
  public Instant nextAttempt() {
    return nextAttempt;
  }

  /**
   * For IT: why it was not sent yet, will not be or stands in another place; null where there is
   * nothing to say.
   */
  public @Nullable String sentence() {
    return sentence;
  }

  /** The resource in the EHR, or null where there is none yet. */
  public @Nullable Source resource() {
    return resource;
  }

  /** Which turn it has among what is due: 0 before 1. */
  int turn() {
    return turn;
  }

  long revision() {
    return revision;
  }
}
