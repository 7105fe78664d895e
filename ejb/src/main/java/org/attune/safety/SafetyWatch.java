package org.attune.safety;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.attune.settings.Configurable;
import org.attune.settings.Setting;
import org.attune.settings.Settings;
import org.attune.therapy.ChartFact;
import org.attune.therapy.CheckIn;
import org.attune.therapy.PatientId;
import org.attune.therapy.RiskAnswer;
import org.attune.therapy.ScaleScore;
import org.attune.therapy.SessionNote;
import org.jspecify.annotations.Nullable;

/**
 * Watches every answer that is read, within the transaction that keeps it: an answer and its
 * hand-over are both kept or neither. Asks no detector, budget or mode.
 */
@ApplicationScoped
public class SafetyWatch implements Configurable {

  private static final String FIRST_LOAD = "first-load";
  private static final String EVERY_ANSWER = "every-answer";
  private static final String ON_RISE = "on-rise";
  private static final String TASK = "task";

  /** Set where an answer about risk is sent as a message and not as a Task. */
  public static final String MESSAGE = "message";

  static final Setting<String> FROM =
      new Setting<>(
          "safety.from",
          FIRST_LOAD,
          "a moment such as 2026-09-01T00:00:00Z, or \"first-load\"",
          text -> Optional.of(text).filter(one -> one.equals(FIRST_LOAD) || moment(one) != null));

  static final Setting<String> REPEAT =
      Setting.oneOf("safety.repeat", EVERY_ANSWER, List.of(EVERY_ANSWER, ON_RISE));

  /** As what an answer about risk is sent. */
  public static final Setting<String> SENT_AS =
      Setting.oneOf("safety.sent-as", TASK, List.of(TASK, MESSAGE));

  static final Setting<Integer> ACCEPT_MINUTES =
      Setting.count("safety.accept-minutes", 60, 5, 1_440);

  private final EntityManager database;
  private final Settings settings;
  private final Clock clock;

  @Inject
  public SafetyWatch(EntityManager database, Settings settings, Clock clock) {
    this.database = database;
    this.settings = settings;
    this.clock = clock;
  }

  @Override
  public List<Setting<?>> settings() {
    return List.of(FROM, REPEAT, SENT_AS, ACCEPT_MINUTES);
  }

  /** Remembers when the record was first begun to be read; called within a transaction. */
  public void begin(Instant now) {
    if (database.find(SafetyStart.class, SafetyStart.ONLY) == null) {
      database.persist(new SafetyStart(now));
    }
  }

  /**
   * Opens a hand-over for each new answer that needs one; called within a transaction.
   *
   * @param fresh facts that were just taken in
   * @param facts every fact of a client
   */
  public void over(Collection<ChartFact> fresh, Function<PatientId, List<ChartFact>> facts) {
    for (var fact : fresh) {
      var kinds = RiskRule.kinds(fact);
      if (!kinds.isEmpty() && isNew(fact) && !repeats(fact, facts)) {
        kinds.forEach(kind -> open(kind, fact));
      }
    }
  }

  private void open(SafetyKind kind, ChartFact fact) {
    if (database.find(SafetyHandover.class, SafetyHandover.key(kind, fact)) == null) {
      var patience = Duration.ofMinutes(settings.get(ACCEPT_MINUTES));
      boolean asMessage = settings.get(SENT_AS).equals(MESSAGE);
      database.persist(new SafetyHandover(kind, fact, asMessage, clock.instant(), patience));
    }
  }

  private boolean isNew(ChartFact fact) {
    var at = answeredAt(fact);
    var since = since();
    return at != null && since != null && !at.isBefore(since);
  }

  private @Nullable Instant since() {
    var from = settings.get(FROM);
    if (!from.equals(FIRST_LOAD)) {
      return moment(from);
    }
    var start = database.find(SafetyStart.class, SafetyStart.ONLY);
    return start == null ? null : start.since();
  }

  /** What a client ticks and what a therapist notes is heard each time; only scores may repeat. */
  private boolean repeats(ChartFact fact, Function<PatientId, List<ChartFact>> facts) {
    return settings.get(REPEAT).equals(ON_RISE)
        && fact instanceof ScaleScore score
        && RiskRule.noHigherThanBefore(score, facts.apply(score.patient()));
  }

  private static @Nullable Instant answeredAt(ChartFact fact) {
    if (fact instanceof ScaleScore score) {
      return score.at();
    }
    if (fact instanceof RiskAnswer answer) {
      return answer.at();
    }
    if (fact instanceof CheckIn checkIn) {
      return checkIn.at();
    }
    return fact instanceof SessionNote note ? note.at() : null;
  }

  private static @Nullable Instant moment(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException notAMoment) {
      return null;
    }
  }
}
