package org.attune.access;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.attune.settings.Configurable;
import org.attune.settings.Setting;
import org.attune.settings.Settings;
import org.jspecify.annotations.Nullable;

/**
 * Which charts are open, and by which words. A launch gives a code that works once and for a
 * minute; the page swaps it for a token that only it knows. They lie in the database, so that every
 * node knows them.
 */
@ApplicationScoped
public class ChartSessions implements Configurable {

  /** For so long the code of a launch can be swapped. */
  public static final Duration CODE_LIFE = Duration.ofMinutes(1);

  /** After how many minutes without a look a chart closes. */
  static final Setting<Integer> IDLE = Setting.count("chart.idle-minutes", 15, 1, 60);

  /** After how many hours it closes in any case. */
  static final Setting<Integer> LONGEST = Setting.count("chart.longest-hours", 4, 1, 12);

  private final EntityManager database;
  private final OpenSessions<ChartSession> sessions;
  private final Clock clock;

  @Inject
  public ChartSessions(EntityManager database, Settings settings, Clock clock) {
    this.database = database;
    this.sessions = new OpenSessions<>(database, settings, ChartSession.class);
    this.clock = clock;
  }

  /**
   * An open chart.
   *
   * @param viewer who looks at whose
   * @param reasonNeeded the record is one for few eyes, and no reason was given yet: nothing may be
   *     shown
   * @param ends when it closes unless it is looked at again
   */
  public record Open(Viewer viewer, boolean reasonNeeded, Instant ends) {}

  /**
   * What a code was swapped for.
   *
   * @param token opens the chart; never to be kept or logged
   * @param chart the chart
   * @param signal because of which signal it was opened, as {@link Mentioned} has it, or null
   */
  public record Swapped(String token, Open chart, @Nullable String signal) {

    @Override
    public String toString() {
      return "a token";
    }
  }

  @Override
  public List<Setting<?>> settings() {
    return List.of(IDLE, LONGEST);
  }

  /**
   * Opens a chart for somebody whom the EHR has let in.
   *
   * @param reasonNeeded whether the record is one for few eyes
   * @param signal because of which signal, as {@link Mentioned} has it, or null
   * @return the code to be swapped, once, within a minute
   */
  @Transactional
  public String open(Viewer viewer, boolean reasonNeeded, @Nullable String signal) {
    var now = clock.instant();
    sessions.forgetThoseThatAreOver(now);
    var code = SecretWord.draw();
    var session =
        new ChartSession(
            UUID.randomUUID().toString(), SecretWord.digest(code), viewer, reasonNeeded, now);
    session.about(signal);
    database.persist(session);
    return code;
  }

  /**
   * Swaps a code for a token; a code that was used, is too old or was never given swaps nothing.
   */
  @Transactional
  public Optional<Swapped> swap(String code) {
    return sessions
        .swap(code, clock.instant())
        .map(each -> new Swapped(each.token(), open(each.session()), each.session().signal()));
  }

  /** The chart that a token opens, which stays open for a while longer. */
  @Transactional
  public Optional<Open> find(String token) {
    return sessions.find(token, clock.instant()).map(ChartSessions::open);
  }

  /** A reason was given for looking at a record for few eyes. */
  @Transactional
  public void reasonGiven(String token) {
    sessions.found("token", token).ifPresent(ChartSession::reasonGiven);
  }

  /** Closes the chart. */
  @Transactional
  public void close(String token) {
    sessions.found("token", token).ifPresent(database::remove);
  }

  /** Closes every chart that somebody has open. */
  @Transactional
  public void closeAllOf(String user) {
    sessions.closeAllOf(user);
  }

  private static Open open(ChartSession session) {
    return new Open(session.viewer(), session.reasonNeeded(), session.ends());
  }
}
