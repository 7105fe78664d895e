package org.attune.access;

import jakarta.persistence.Column;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.MappedSuperclass;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that one person has open. Of the words that open it only digests are kept, so that
 * whoever reads the database opens nothing.
 */
@MappedSuperclass
abstract class OpenSession {

  @Id private String id;

  @Column(name = "code_digest")
  private @Nullable String code;

  @Column(name = "token_digest")
  private @Nullable String token;

  @Column(name = "viewer")
  private String user;

  @Enumerated(EnumType.STRING)
  @Column(name = "viewer_role")
  private Role role;

  private Instant began;
  private Instant ends;

  OpenSession() {}

  OpenSession(String id, String code, String user, Role role, Instant began) {
    this.id = id;
    this.code = code;
    this.user = user;
    this.role = role;
    this.began = began;
    this.ends = began.plus(ChartSessions.CODE_LIFE);
  }

  /** The code is used up; from now on the token opens it. */
  void swapped(String token, Instant now, Duration idle) {
    this.code = null;
    this.token = token;
    this.ends = now.plus(idle);
  }

  /** Stays open while it is looked at, but never for longer than the longest life. */
  void seen(Instant now, Duration idle, Duration longest) {
    var last = began.plus(longest);
    var next = now.plus(idle);
    ends = next.isAfter(last) ? last : next;
  }

  /** Whether less than half of the time without a look is left. */
  boolean wearsOut(Instant now, Duration idle) {
    return Duration.between(now, ends).compareTo(idle.dividedBy(2)) < 0;
  }

  boolean over(Instant now) {
    return !now.isBefore(ends);
  }

  String id() {
    return id;
  }

  String user() {
    return user;
  }

  Role role() {
    return role;
  }

  Instant ends() {
    return ends;
  }
}
