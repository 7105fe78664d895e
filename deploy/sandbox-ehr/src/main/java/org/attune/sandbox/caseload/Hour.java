package org.attune.sandbox.caseload;

import java.time.Duration;
import java.time.ZonedDateTime;
import org.jspecify.annotations.Nullable;

/** One booked hour while its story is being told. */
final class Hour {

  static final Duration LENGTH = Duration.ofMinutes(50);

  final ZonedDateTime start;
  ZonedDateTime created;
  int therapist;
  Ending ending = Ending.KEPT;
  boolean video;

  /** When it was cancelled; null where the hospital did not note it. */
  @Nullable ZonedDateTime cancelledAt;

  @Nullable Double srs;

  /** Around what this client's session ratings lie. */
  double usualRating;

  String language = "en";
  boolean proxy;
  @Nullable Integer phq;
  int phqMissing;
  int riskItem;
  @Nullable Integer gad;
  @Nullable Answers checkIn;
  final Forms forms = new Forms();

  Hour(ZonedDateTime start, ZonedDateTime created, int therapist) {
    this.start = start;
    this.created = created;
    this.therapist = therapist;
  }

  boolean kept() {
    return ending.kept();
  }

  ZonedDateTime end() {
    return start.plus(LENGTH);
  }
}
