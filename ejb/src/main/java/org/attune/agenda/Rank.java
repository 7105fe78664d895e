package org.attune.agenda;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.attune.detection.Level;
import org.attune.settings.Configurable;
import org.attune.settings.Setting;
import org.attune.settings.Settings;

/**
 * The order in which rows are worked off: urgency × age, where age counts exponentially. A row of
 * urgency u that is a old has u·e^(a/τ), and whichever has more comes first; with u = e^(-p/τ) that
 * is the order of (entered + p), which never changes as time goes by, so that it is reckoned once.
 * The patience p says by how much later a more pressing row may come and still be first, and no row
 * waits for ever. What needs a person within a working day is overtaken by nothing; what is older
 * than the going live comes last.
 */
@ApplicationScoped
public class Rank implements Configurable {

  static final Setting<Integer> REVIEW_DAYS = Setting.count("worklist.review-days", 7, 1, 90);
  static final Setting<Integer> INFO_DAYS = Setting.count("worklist.info-days", 28, 1, 365);

  /** More than the milliseconds since 1970 of any row for two centuries; exact in JavaScript. */
  static final long BAND = 10_000_000_000_000L;

  private static final long AT_ONCE = 0;
  private static final long IN_ORDER = 1;
  private static final long AFTER_ALL = 9;

  private final Settings settings;

  @Inject
  public Rank(Settings settings) {
    this.settings = settings;
  }

  @Override
  public List<Setting<?>> settings() {
    return List.of(REVIEW_DAYS, INFO_DAYS);
  }

  /**
   * The rank of a row; the least comes first.
   *
   * @param request whether it is a request to one person
   * @param known whether it is older than the going live, and nothing new has come to it
   * @param entered since when it is there
   */
  long of(boolean request, Level level, boolean known, Instant entered) {
    return band(request, level, known) * BAND + entered.plus(patience(level)).toEpochMilli();
  }

  private static long band(boolean request, Level level, boolean known) {
    if (known) {
      return AFTER_ALL;
    }
    return request || level == Level.PRIORITY ? AT_ONCE : IN_ORDER;
  }

  Duration patience(Level level) {
    return Duration.ofDays(
        switch (level) {
          case PRIORITY -> 1;
          case REVIEW -> settings.get(REVIEW_DAYS);
          case INFO, PROMPT -> settings.get(INFO_DAYS);
        });
  }
}
