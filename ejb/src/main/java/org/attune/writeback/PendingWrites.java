package org.attune.writeback;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.attune.catalogue.MissingText;
import org.attune.detection.Channel;
import org.attune.findings.Finding;
import org.attune.findings.FindingKey;
import org.attune.findings.GoalDecision;
import org.attune.findings.GoalDecisions;
import org.attune.findings.Modes;
import org.attune.findings.UnitNote;
import org.attune.matching.GoalMatches;
import org.attune.safety.SafetyHandover;
import org.attune.settings.ThisNode;
import org.attune.therapy.PatientId;
import org.attune.therapy.Source;
import org.jspecify.annotations.Nullable;

/**
 * The outbox's memory; each method is a transaction, or part of the one in which a finding changes.
 */
@ApplicationScoped
public class PendingWrites {

  private static final Duration WITHOUT_RECIPIENT = Duration.ofHours(1);

  /** A node that looks for work passes by what another has just taken. */
  static final String LOCK_TIMEOUT = "jakarta.persistence.lock.timeout";

  static final int SKIP_LOCKED = -2;
  private static final String TURNED_DOWN =
      "FilledForm f, PendingWrite w where w.about = f.name and w.state = :dead";

  private static final Duration WORDS_STAY = Duration.ofDays(30);
  private static final List<WriteKind> OF_GOALS =
      Stream.of(WriteKind.values()).filter(WriteKind::goal).toList();
  private static final String OF_DECISION =
      "select w.id from PendingWrite w where w.about = d.key and w.kind in :goals";
  private static final String FORGET_WORDS =
      "update GoalDecision d set d.words = null, d.firstStep = null where d.words is not null and"
          + " d.became <> :underWay and not exists ("
          + OF_DECISION
          + " and w.state = :pending)";

  private static final Set<Written.Outcome> STANDS =
      EnumSet.of(
          Written.Outcome.CREATED,
          Written.Outcome.UPDATED,
          Written.Outcome.UNCHANGED,
          Written.Outcome.WITHOUT_PLAN);

  /** So many records are told of late with one round. */
  private static final int TOLD_AT_ONCE = 100;

  private static final String IN_SHADOW =
      "Attune or this rule is in shadow mode and writes nothing new: see attune.mode.";

  private final EntityManager database;
  private final GoalDecisions decisions;
  private final GoalEdits edits;
  private final GoalMatches matches;
  private final WordProposal wording;
  private final Proposals proposals;
  private final Modes modes;
  private final ThisNode node;

  @Inject
  PendingWrites(
      EntityManager database,
      GoalDecisions decisions,
      GoalEdits edits,
      GoalMatches matches,
      WordProposal wording,
      Proposals proposals,
      Modes modes,
      ThisNode node) {
    this.database = database;
    this.decisions = decisions;
    this.edits = edits;
    this.matches = matches;
    this.wording = wording;
    this.proposals = proposals;
    this.modes = modes;
    this.node = node;
  }

  /**
   * One write on its way.
   *
   * @param id which
   * @param revision of which state of what it tells
   * @param proposal what the EHR should hold
   * @param before what is known of it from when it was last sent
   */
  record Letter(String id, long revision, Proposal proposal, Before before) {}

  /** The EHR must hear of a finding that opened, changed or closed, unless that is held back. */
  @Transactional(TxType.MANDATORY)
  public void queue(Finding finding, Instant now) {
    boolean open = finding.closed().isEmpty() && finding.hold().isEmpty();
    var key = finding.key().value();
    queue(key, WriteKind.FLAG, open && finding.forChart(), now);
    queueGoal(finding, now);
    queue(key, WriteKind.ACTIVITY, putsActivityForward(finding, now), now);
    queue(key, WriteKind.TASK, open && finding.channel() == Channel.NAMED_PERSON, now);
    if (finding.ended().isPresent()) {
      queue(key, WriteKind.CONSULT, false, now);
    }
  }

  /** What people decided on a goal is said once, and not again because its finding changes. */
  private void queueGoal(Finding finding, Instant now) {
    if (decisions.on(finding.key()).isEmpty()) {
      queue(finding.key().value(), WriteKind.GOAL, proposesGoal(finding, now), now);
    }
  }

  /** Whether a finding puts a goal forward, unless people decide on it. */
  public boolean proposesGoal(Finding finding, Instant now) {
    return finding.closed().isEmpty()
        && finding.hold().isEmpty()
        && finding.forChart()
        && finding.proposesGoal()
        && !decisions.rests(finding, now)
        && edits.beforeMerge(finding).isEmpty();
  }

  /**
   * Whether a finding puts something forward to do about the plan. As with goals, nothing is for a
   * while of the same rule in the same course after people turned something of it down.
   */
  boolean putsActivityForward(Finding finding, Instant now) {
    return finding.closed().isEmpty()
        && finding.hold().isEmpty()
        && finding.forChart()
        && PlanActivity.of(finding).isPresent()
        && !decisions.rests(finding, now)
        && !edits.activityRests(finding, now);
  }

  /** People decided on a goal: the record must hear of it. */
  @Transactional(TxType.MANDATORY)
  public void queue(GoalDecision decision, Instant now) {
    queue(decision.key(), WriteKind.GOAL, true, now);
    var goal = database.find(PendingWrite.class, PendingWrite.id(decision.key(), WriteKind.GOAL));
    goal.oursAgain();
  }

  /** Whether what people decide on a goal of this rule would be written. */
  public boolean writesGoalsOf(Finding finding) {
    return modes.live(finding.detector());
  }

  /** Somebody asks for a talk because of a finding. */
  @Transactional(TxType.MANDATORY)
  public void queueConsultation(Finding finding, Instant now) {
    queue(finding.key().value(), WriteKind.CONSULT, true, now);
  }

  /** Whether a person's request for a talk would reach anybody. */
  public boolean consultationReachesSomebody() {
    return proposals.consultantNamed() && modes.site().equals(Modes.LIVE);
  }

  /** What became of the flags of some findings, by the key of the finding. */
  @Transactional
  public Map<String, PendingWrite> flags(Collection<String> findings) {
    var flags = new HashMap<String, PendingWrite>();
    if (!findings.isEmpty()) {
      database
          .createQuery("select w from PendingWrite w where w.id in :these", PendingWrite.class)
          .setParameter(
              "these",
              findings.stream().map(each -> PendingWrite.id(each, WriteKind.FLAG)).toList())
          .getResultList()
          .forEach(write -> flags.put(write.about(), write));
    }
    return flags;
  }

  /** The EHR must hear of a note for the unit, where a lead is named; otherwise it stays here. */
  @Transactional(TxType.MANDATORY)
  public void queue(UnitNote note, Instant now) {
    boolean told = proposals.unitHasLead() && modes.live(note.detector());
    if (told || note.closed().isPresent()) {
      queue(note.key(), WriteKind.UNIT, note.closed().isEmpty(), now);
    }
    note.told(told);
  }

  /** The EHR must hear of a hand-over. */
  @Transactional(TxType.MANDATORY)
  public void queue(SafetyHandover handover, Instant now) {
    boolean open = handover.taken().isEmpty();
    queue(handover.key(), WriteKind.HANDOVER, open, now);
    queue(handover.key(), WriteKind.ESCALATION, open && handover.escalated().isPresent(), now);
  }

  /**
   * The EHR must have what a client filled here, in shadow mode too: it is the client's own word in
   * their own record, and no finding of ours.
   *
   * @param fear whether they told of fear or danger
   */
  @Transactional(TxType.MANDATORY)
  public void queue(FilledForm form, boolean fear, Instant now) {
    database.persist(form);
    queue(form.name(), fear ? WriteKind.FEAR_FORM : WriteKind.FORM, true, now);
  }

  private void queue(String about, WriteKind kind, boolean wanted, Instant now) {
    var known = locked(PendingWrite.id(about, kind));
    if (known == null) {
      if (wanted) {
        database.persist(new PendingWrite(about, kind, now));
      }
    } else if (wanted || known.everTried()) {
      known.again(now);
    } else {
      database.remove(known);
    }
  }

  /** As it stands now: whoever sends it may have marked it since it was last looked at here. */
  private @Nullable PendingWrite locked(String id) {
    var known = database.find(PendingWrite.class, id);
    if (known != null) {
      database.flush();
      database.refresh(known, LockModeType.PESSIMISTIC_WRITE);
    }
    return known;
  }

  /** The next write whose time has come and that can be worded, marked as being tried. */
  @Transactional
  public Optional<Letter> next(Instant now) {
    for (var due = due(now); due.isPresent(); due = due(now)) {
      var letter = letter(due.get(), now);
      if (letter.isPresent()) {
        return letter;
      }
    }
    return Optional.empty();
  }

  private Optional<PendingWrite> due(Instant now) {
    return database
        .createQuery(
            "select w from PendingWrite w where w.state = :pending and w.nextAttempt <= :now"
                + " order by w.turn, w.nextAttempt, w.id",
            PendingWrite.class)
        .setParameter("pending", PendingWrite.State.PENDING)
        .setParameter("now", now)
        .setLockMode(LockModeType.PESSIMISTIC_WRITE)
        .setHint(LOCK_TIMEOUT, SKIP_LOCKED)
        .setMaxResults(1)
        .getResultStream()
        .findFirst();
  }

  /**
   * What a former life of this node was sending when it ended is due: nobody is sending it any
   * longer.
   */
  @Transactional
  public void takeUpAgain(Instant now) {
    database
        .createQuery(
            "select w from PendingWrite w where w.takenBy = :me and w.state = :pending",
            PendingWrite.class)
        .setParameter("me", node.name())
        .setParameter("pending", PendingWrite.State.PENDING)
        .setLockMode(LockModeType.PESSIMISTIC_WRITE)
        .getResultList()
        .forEach(write -> write.freeAgain(now));
  }

  /**
   * What people decided on a goal and nobody is going to say is said: a node of an older version
   * may have sent the goal as one on which nobody had decided, or have taken it back.
   */
  @Transactional
  public void sayWhatWasDecided(Instant now) {
    database
        .createQuery(
            "select d.key from GoalDecision d where d.became = :underWay and d.goal is null and"
                + " (d.words is not null or d.what = :declined) and not exists (select w.id from"
                + " PendingWrite w where w.about = d.key and w.kind = :goal and w.state <> :sent)",
            String.class)
        .setParameter("underWay", GoalDecision.Became.ON_ITS_WAY)
        .setParameter("declined", GoalDecision.What.DECLINED)
        .setParameter("goal", WriteKind.GOAL)
        .setParameter("sent", PendingWrite.State.SENT)
        .getResultList()
        .forEach(key -> queue(key, WriteKind.GOAL, true, now));
  }

  private Optional<Letter> letter(PendingWrite write, Instant now) {
    try {
      var proposal = wording.of(write, now);
      if (proposal.isEmpty() && write.kind().goal()) {
        write.nothingLeftToSay();
        return Optional.empty();
      }
      if (proposal.isEmpty()) {
        write.later(nobodyNamed(write.kind()), now.plus(write.asked(WITHOUT_RECIPIENT)));
        return Optional.empty();
      }
      if (inShadow(write, proposal.get())) {
        write.later(IN_SHADOW, now.plus(WITHOUT_RECIPIENT));
        return Optional.empty();
      }
      var before = write.before(write.kind() == WriteKind.PLAN ? lostGoal(write) : null);
      write.trying(now, node.name());
      return Optional.of(
          new Letter(
              PendingWrite.id(write.about(), write.kind()),
              write.revision(),
              proposal.get(),
              before));
    } catch (MissingText missing) {
      write.dead(missing.getMessage());
      return Optional.empty();
    } catch (RuntimeException fault) {
      // What cannot be read of one client holds up nobody else. The message may hold anything.
      write.notWorded("Wording failed with " + fault.getClass().getSimpleName() + ".", now);
      return Optional.empty();
    }
  }

  private @Nullable Source lostGoal(PendingWrite entry) {
    return decisions
        .on(new FindingKey(entry.about()))
        .flatMap(GoalDecision::goalBefore)
        .orElse(null);
  }

  /** What stands in the record is ended in every mode; a Flag must not outlive its reason. */
  boolean inShadow(PendingWrite write, Proposal proposal) {
    return !proposal.ends()
        && switch (write.kind()) {
          case GOAL -> !decided(proposal) && !modes.live(subject(Finding.class, write).detector());
          case FLAG, TASK, ACTIVITY -> !modes.live(subject(Finding.class, write).detector());
          case CONSULT -> !modes.site().equals(Modes.LIVE);
          case UNIT -> !modes.live(subject(UnitNote.class, write).detector());
          case PLAN, TAKE_UP, HANDOVER, ESCALATION, FORM, FEAR_FORM -> false;
        };
  }

  /** A person's word is no rule's: it is written in every mode. */
  private static boolean decided(Proposal proposal) {
    var wanted = proposal instanceof Proposal.Again again ? again.wanted() : proposal;
    return wanted instanceof Proposal.OfFinding of && of.by() != null;
  }

  private <T> T subject(Class<T> type, PendingWrite write) {
    return database.find(type, write.about());
  }

  private static String nobodyNamed(WriteKind kind) {
    return switch (kind) {
      case FLAG, TASK ->
          "Nobody is named to whom this task may go: set attune."
              + Proposals.RECIPIENT.key()
              + " and attune."
              + Proposals.SECOND_RECIPIENT.key()
              + ".";
      case CONSULT ->
          "Nobody is named with whom people may talk: set attune."
              + Proposals.CONSULTATION.key()
              + ".";
      case UNIT ->
          "Nobody is named to whom notes for the unit may go: set attune."
              + Proposals.UNIT_LEAD.key()
              + ".";
      case HANDOVER, ESCALATION ->
          "Nobody is named to whom answers about risk may go: set attune.safety.recipient.";
      case GOAL, PLAN, TAKE_UP, ACTIVITY, FORM, FEAR_FORM -> "It needs nobody to whom it goes.";
    };
  }

  /** The EHR takes other records than before: whatever stands in another place is sent again. */
  @Transactional
  public void sendAgainWhatStandsElsewhere(Instant now) {
    database
        .createQuery(
            "select w from PendingWrite w where w.state = :sent and w.sentence is not null",
            PendingWrite.class)
        .setParameter("sent", PendingWrite.State.SENT)
        .setLockMode(LockModeType.PESSIMISTIC_WRITE)
        .getResultList()
        .forEach(write -> write.again(now));
  }

  /** The EHR may have changed its mind: what it refused is tried at once, not when it is time. */
  @Transactional
  public void tryAgainWhatWasRefused(Instant now) {
    refused(Integer.MAX_VALUE).forEach(write -> write.mayPassNow(now));
  }

  private List<PendingWrite> refused(int most) {
    return database
        .createQuery(
            "select w from PendingWrite w where w.state = :pending and w.refusals > 0",
            PendingWrite.class)
        .setParameter("pending", PendingWrite.State.PENDING)
        .setLockMode(LockModeType.PESSIMISTIC_WRITE)
        .setMaxResults(most)
        .getResultList();
  }

  /**
   * Lets go of the words of goals that the record has had for a while, or has refused for good for
   * as long. While anything of a decision is still to be said, its words stay.
   */
  @Transactional
  public void forgetOldWords(Instant now) {
    database
        // What was said before that was remembered goes by the day of the decision.
        .createQuery(FORGET_WORDS + " and coalesce(d.said, d.at) < :before")
        .setParameter("underWay", GoalDecision.Became.ON_ITS_WAY)
        .setParameter("goals", OF_GOALS)
        .setParameter("pending", PendingWrite.State.PENDING)
        .setParameter("before", now.minus(WORDS_STAY))
        .executeUpdate();
  }

  /** Lets go of the words of some findings' goals at once, but for those still to be said. */
  @Transactional(TxType.MANDATORY)
  public void forgetWords(Collection<String> findings) {
    if (!findings.isEmpty()) {
      database
          .createQuery(FORGET_WORDS + " and d.finding in :these")
          .setParameter("underWay", GoalDecision.Became.ON_ITS_WAY)
          .setParameter("goals", OF_GOALS)
          .setParameter("pending", PendingWrite.State.PENDING)
          .setParameter("these", findings)
          .executeUpdate();
    }
  }

  /** Whether nothing of some findings is to be said any more: the EHR has it, or will not. */
  @Transactional(TxType.MANDATORY)
  public boolean allSaid(Collection<String> about) {
    return count(about, PendingWrite.State.PENDING) == 0;
  }

  /** How much of some findings the EHR has refused for good, so that it stands there as it was. */
  @Transactional(TxType.MANDATORY)
  public long refusedForGood(Collection<String> about) {
    return count(about, PendingWrite.State.DEAD);
  }

  private long count(Collection<String> about, PendingWrite.State state) {
    return about.isEmpty()
        ? 0
        : database
            .createQuery(
                "select count(w) from PendingWrite w where w.about in :these and w.state = :state",
                Long.class)
            .setParameter("these", about)
            .setParameter("state", state)
            .getSingleResult();
  }

  /** Forgets that the EHR was ever told of some findings or hand-overs. */
  @Transactional(TxType.MANDATORY)
  public void forget(Collection<String> about) {
    if (!about.isEmpty()) {
      database
          .createQuery("delete from PendingWrite w where w.about in :these")
          .setParameter("these", about)
          .executeUpdate();
      database
          .createQuery("delete from ChartEdit e where e.finding in :these")
          .setParameter("these", about)
          .executeUpdate();
    }
  }

  /** How many requests of open hand-overs the EHR has not taken though it was tried. */
  @Transactional
  public long undeliveredHandovers() {
    return database
        .createQuery(
            "select count(w) from PendingWrite w, SafetyHandover h where w.about = h.key and"
                + " h.taken is null and (w.state = :dead or (w.state = :pending and w.sentence is"
                + " not null))",
            Long.class)
        .setParameter("dead", PendingWrite.State.DEAD)
        .setParameter("pending", PendingWrite.State.PENDING)
        .getSingleResult();
  }

  /** The EHR took it. */
  @Transactional
  public void sent(Letter letter, Written written, Instant now) {
    mark(letter, now, write -> settle(write, written, now));
    stands(letter.proposal(), written);
  }

  /** A goal of ours is known from now on to be for that of the client's, whatever the EHR keeps. */
  private void stands(Proposal sent, Written written) {
    var wanted = sent instanceof Proposal.Again again ? again.wanted() : sent;
    var resource = written.resource();
    if (wanted instanceof Proposal.GoalProposal goal
        && resource != null
        && resource.type().equals("Goal")
        && STANDS.contains(written.outcome())
        && !goal.withdrawn()) {
      boolean open = goal.answer() instanceof GoalAnswer.Open;
      matches.putForward(goal.patient(), goal.theirs(), resource, open);
    }
  }

  private void settle(PendingWrite write, Written written, Instant now) {
    write.sent(written);
    write.told(written.attribution(), now);
    if (write.kind().form()) {
      letGo(write);
    }
    goOn(write, decision -> AfterADecision.next(decision, write.kind(), written), now);
  }

  private void letGo(PendingWrite stands) {
    var form = subject(FilledForm.class, stands);
    if (!stands.stillToTell()) {
      database.remove(form);
      database.remove(stands);
    } else if (stands.resource() != null) {
      form.letGoOfAnswers();
    }
  }

  /** One after the other, each when the one before it is true. */
  private void goOn(
      PendingWrite write, Function<GoalDecision, Optional<WriteKind>> next, Instant now) {
    if (write.kind() == WriteKind.GOAL || write.kind() == WriteKind.PLAN) {
      var decision = decisions.locked(write.about());
      decision.flatMap(next).ifPresent(kind -> queue(write.about(), kind, true, now));
      decision.ifPresent(one -> one.said(now));
    }
  }

  /** Who filled something here that the EHR has finally turned down. */
  public List<PatientId> turnedDown() {
    return database
        .createQuery("select distinct f.patient from " + TURNED_DOWN, PatientId.class)
        .setParameter("dead", PendingWrite.State.DEAD)
        .getResultList();
  }

  /** Lets go of what a client filled here and the EHR has finally turned down. */
  @Transactional(TxType.MANDATORY)
  public void forgetTurnedDown(PatientId patient) {
    var turnedDown =
        database
            .createQuery(
                "select f from " + TURNED_DOWN + " and f.patient = :patient", FilledForm.class)
            .setParameter("patient", patient)
            .setParameter("dead", PendingWrite.State.DEAD)
            .getResultList();
    forget(turnedDown.stream().map(FilledForm::name).toList());
    turnedDown.forEach(database::remove);
  }

  /** The EHR will not have it as things stand. */
  @Transactional
  public void refused(Letter letter, @Nullable String why, Instant now) {
    mark(
        letter,
        now,
        write -> {
          write.refused(why, now);
          if (write.state() == PendingWrite.State.DEAD) {
            goOn(write, decision -> AfterADecision.givenUp(decision, write.kind()), now);
          }
        });
  }

  /** It is not known whether the EHR took it; once more later. */
  @Transactional
  public void later(Letter letter, @Nullable String why, Instant now, Optional<Duration> asked) {
    mark(
        letter,
        now,
        write -> write.later(why, now.plus(asked.map(write::asked).orElse(write.spreadPause()))));
  }

  /** How many writes stand where. */
  @Transactional
  public Map<PendingWrite.State, Long> counts() {
    var counts = new EnumMap<PendingWrite.State, Long>(PendingWrite.State.class);
    database
        .createQuery(
            "select w.state, count(w) from PendingWrite w group by w.state", Object[].class)
        .getResultList()
        .forEach(row -> counts.put((PendingWrite.State) row[0], (Long) row[1]));
    return counts;
  }

  /** Writes that the EHR will not have, for IT to look at. */
  @Transactional
  public List<PendingWrite> dead(int most) {
    return database
        .createQuery("select w from PendingWrite w where w.state = :dead", PendingWrite.class)
        .setParameter("dead", PendingWrite.State.DEAD)
        .setMaxResults(most)
        .getResultList();
  }

  /** Why the EHR will not have some writes, each reason once. */
  @Transactional
  public List<String> deadBecause(int most) {
    return database
        .createQuery(
            "select distinct w.sentence from PendingWrite w where w.state = :dead and w.sentence is"
                + " not null order by w.sentence",
            String.class)
        .setParameter("dead", PendingWrite.State.DEAD)
        .setMaxResults(most)
        .getResultList();
  }

  /** How many writes the EHR would not have so far, and will be offered again. */
  @Transactional
  public long refused() {
    return database
        .createQuery(
            "select count(w) from PendingWrite w where w.state = :pending and w.refusals > 0",
            Long.class)
        .setParameter("pending", PendingWrite.State.PENDING)
        .getSingleResult();
  }

  /** Why the EHR would not have some writes so far, and when they are tried again. */
  @Transactional
  public List<String> refusedBecause(int most) {
    return database
        .createQuery(
            "select w.sentence, min(w.nextAttempt) from PendingWrite w where w.state = :pending and"
                + " w.refusals > 0 and w.sentence is not null group by w.sentence order by"
                + " w.sentence",
            Object[].class)
        .setParameter("pending", PendingWrite.State.PENDING)
        .setMaxResults(most)
        .getResultStream()
        .map(row -> row[0] + " It will be tried again at " + row[1] + ".")
        .toList();
  }

  /**
   * The EHR went back in time: whatever was sent since then is sent again. Nothing is doubled by
   * that, since what is there already is found and left as it is.
   */
  @Transactional
  public int sendAgainWhatWasSentSince(Instant moment, Instant now) {
    var sent =
        database
            .createQuery(
                "select w from PendingWrite w where w.state = :sent and w.nextAttempt >= :moment",
                PendingWrite.class)
            .setParameter("sent", PendingWrite.State.SENT)
            .setParameter("moment", moment)
            .setLockMode(LockModeType.PESSIMISTIC_WRITE)
            .getResultList();
    sent.forEach(write -> write.again(now));
    return sent.size();
  }

  /**
   * Has those sent again of which the record does not tell yet whose they are, some at a time.
   *
   * @param taken whether the EHR takes Provenances, as far as is known
   */
  @Transactional
  public void tellWhatIsOwed(boolean taken, Instant now) {
    var owed =
        taken
            ? List.of(Attribution.OWED, Attribution.UNSURE, Attribution.NOT_TAKEN)
            : List.of(Attribution.OWED, Attribution.UNSURE);
    database
        .createQuery(
            "select w from PendingWrite w where w.state = :sent and w.attribution in :owed and"
                + " w.nextAttempt <= :now order by w.nextAttempt, w.id",
            PendingWrite.class)
        .setParameter("sent", PendingWrite.State.SENT)
        .setParameter("owed", owed)
        .setParameter("now", now)
        .setLockMode(LockModeType.PESSIMISTIC_WRITE)
        .setHint(LOCK_TIMEOUT, SKIP_LOCKED)
        .setMaxResults(TOLD_AT_ONCE)
        .getResultList()
        .forEach(write -> write.again(now));
  }

  /** How many of ours the record does not hold any longer, and nobody can tell why. */
  @Transactional
  public long missing() {
    return database
        .createQuery("select count(w) from PendingWrite w where w.missing = true", Long.class)
        .getSingleResult();
  }

  /**
   * Has everything written again that the record does not hold any longer: somebody knows that it
   * was lost, and that nobody deleted it.
   *
   * @return how many writes
   */
  @Transactional
  public int replayMissing(Instant now) {
    var all =
        database
            .createQuery("select w from PendingWrite w where w.missing = true", PendingWrite.class)
            .setLockMode(LockModeType.PESSIMISTIC_WRITE)
            .getResultList();
    all.forEach(write -> write.lost(now));
    return all.size();
  }

  /** Of how many of ours the record does not tell, as far as is known, whose they are. */
  @Transactional
  public long untold() {
    return database
        .createQuery(
            "select count(w) from PendingWrite w where w.state = :sent and w.attribution in :owed",
            Long.class)
        .setParameter("sent", PendingWrite.State.SENT)
        .setParameter("owed", List.of(Attribution.OWED, Attribution.UNSURE, Attribution.NOT_TAKEN))
        .getSingleResult();
  }

  /**
   * Has everything sent again that the EHR would not have, given up or not, as things stand now.
   *
   * @return how many writes
   */
  @Transactional
  public int replayDead(Instant now) {
    var all = new ArrayList<>(dead(Integer.MAX_VALUE));
    all.addAll(refused(Integer.MAX_VALUE));
    all.forEach(write -> write.again(now));
    return all.size();
  }

  /** What came of a letter counts unless that has changed since it was worded. */
  private void mark(Letter letter, Instant now, Consumer<PendingWrite> what) {
    var write = database.find(PendingWrite.class, letter.id(), LockModeType.PESSIMISTIC_WRITE);
    if (write == null) {
      return;
    }
    if (write.revision() == letter.revision()) {
      write.free();
      what.accept(write);
    } else {
      write.freeAgain(now);
    }
  }
}
