package org.attune.hooks;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Rung by the EHR when something has changed. It lets nobody in and tells nobody anything: who
 * knows the word has the record read soon, that is all.
 */
@ApplicationScoped
public class Doorbell {

  /** What came of ringing. */
  public enum Rung {
    /** It is passed on. */
    HEARD,
    /** The word is wrong; nothing happens. */
    STRANGER,
    /** The word is right and cannot be passed on now. */
    NOBODY_IN
  }

  private final Supplier<HookSecret> secret;
  private final Predicate<Instant> passOn;
  private final Clock clock;

  /** Does not change while the server runs, so strangers cost no look into the database. */
  private volatile @Nullable HookSecret known;

  @Inject
  Doorbell(Hooks hooks, ReadHints hints, Clock clock) {
    this(hooks::secret, hints::give, clock);
  }

  Doorbell(Supplier<HookSecret> secret, Predicate<Instant> passOn, Clock clock) {
    this.secret = secret;
    this.passOn = passOn;
    this.clock = clock;
  }

  /** Rings. */
  public Rung ring(String word) {
    var right = known;
    if (right == null) {
      right = secret.get();
      known = right;
    }
    if (!right.is(word)) {
      return Rung.STRANGER;
    }
    return passOn.test(clock.instant()) ? Rung.HEARD : Rung.NOBODY_IN;
  }
}
