package org.attune.hooks;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is kept of being told; the migration makes the one row. */
@Entity
@Table(name = "hook")
class Hook {

  /** The row. */
  static final int THE_ONE = 1;

  @Id private int id;
  private @Nullable String secret;
  private @Nullable Instant heard;

  Hook() {}

  Optional<HookSecret> secret() {
    return Optional.ofNullable(secret).map(HookSecret::new);
  }

  void isKnownBy(HookSecret drawn) {
    this.secret = drawn.text();
  }

  Optional<Instant> heard() {
    return Optional.ofNullable(heard);
  }

  void heardAt(Instant moment) {
    this.heard = moment;
  }
}
