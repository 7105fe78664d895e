package org.attune.hooks;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Optional;

/** By which word the EHR is known when it tells us something, and when it last did. */
@ApplicationScoped
public class Hooks {

  private final EntityManager database;

  @Inject
  Hooks(EntityManager database) {
    this.database = database;
  }

  /** The word; drawn once for an installation, and the same on all its nodes. */
  @Transactional
  public HookSecret secret() {
    var hook = database.find(Hook.class, Hook.THE_ONE, LockModeType.PESSIMISTIC_WRITE);
    var known = hook.secret();
    if (known.isPresent()) {
      return known.get();
    }
    var drawn = HookSecret.drawn(new SecureRandom());
    hook.isKnownBy(drawn);
    return drawn;
  }

  /** The EHR has told us something. */
  @Transactional
  public void heard(Instant moment) {
    database.find(Hook.class, Hook.THE_ONE, LockModeType.PESSIMISTIC_WRITE).heardAt(moment);
  }

  /** When it last told us anything. */
  @Transactional
  public Optional<Instant> lastHeard() {
    return database.find(Hook.class, Hook.THE_ONE).heard();
  }
}
