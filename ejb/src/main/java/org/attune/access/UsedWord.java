package org.attune.access;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** Something that was used and may not be used again; of the word itself only a digest. */
@Entity
@Table(name = "used_once")
class UsedWord {

  @Id private String digest;

  @Column(name = "ends")
  private Instant until;

  UsedWord() {}

  UsedWord(String digest, Instant until) {
    this.digest = digest;
    this.until = until;
  }

  Instant until() {
    return until;
  }
}
