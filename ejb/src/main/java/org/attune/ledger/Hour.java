package org.attune.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.attune.therapy.Booking;
import org.attune.therapy.BookingStatus;
import org.attune.therapy.CancellationReason;
import org.attune.therapy.Labels;
import org.attune.therapy.Session;
import org.attune.therapy.SessionOutcome;
import org.attune.therapy.Source;
import org.attune.therapy.TherapistId;
import org.attune.therapy.Visit;
import org.attune.therapy.VisitStatus;
import org.jspecify.annotations.Nullable;

/**
 * One hour as the appointment book and the encounters tell it, as of an instant. What lies after
 * that instant is not known: a cancellation counts from the moment it was made (from the hour
 * itself where that is not recorded), a missed hour from its beginning.
 */
final class Hour {

  private static final Duration USUAL_LENGTH = Duration.ofHours(1);

  private final @Nullable Booking booking;
  private final List<Visit> visits;
  private final Instant asOf;
  private final boolean held;

  Hour(@Nullable Booking booking, List<Visit> visits, Instant asOf) {
    this.booking = booking;
    this.visits =
        visits.size() < 2
            ? visits
            : visits.stream()
                .sorted(Comparator.comparing(Visit::start).thenComparing(Visit::source))
                .toList();
    this.asOf = asOf;
    this.held = isHeld();
  }

  /** Two records of this hour cannot both be right. */
  boolean contradictory() {
    return booking != null
        && switch (status(booking)) {
          case BOOKED -> false;
          case KEPT -> undone();
          case MISSED, CANCELLED -> held();
        };
  }

  /** The record to cite. */
  Source source() {
    return booking == null ? visits.get(0).source() : booking.source();
  }

  Instant start() {
    if (booking == null) {
      return visits.get(0).start();
    }
    return held() && booking.start().isAfter(asOf) ? visits.get(0).start() : booking.start();
  }

  /** When it was over, by whichever record says the latest; after an hour where none does. */
  Instant end() {
    return Stream.concat(
            Stream.ofNullable(booking).map(Booking::end), visits.stream().map(Visit::end))
        .filter(Objects::nonNull)
        .max(Comparator.naturalOrder())
        .orElseGet(() -> start().plus(USUAL_LENGTH));
  }

  /** The kind of psychotherapy; empty where nothing says. */
  String service() {
    return booking != null && !booking.service().isEmpty()
        ? booking.service()
        : visits.stream()
            .map(Visit::service)
            .filter(service -> !service.isEmpty())
            .findFirst()
            .orElse("");
  }

  /** The episode of care that its visits name, or null. */
  @Nullable Source episode() {
    return visits.stream().map(Visit::episode).filter(Objects::nonNull).findFirst().orElse(null);
  }

  Session session() {
    var outcome = outcome();
    var reason = reason(outcome);
    return new Session(
        source(),
        Stream.concat(Stream.ofNullable(booking).map(Booking::source), sourcesOfVisits()).toList(),
        start(),
        outcome,
        reason,
        reason.kind() != CancellationReason.Kind.UNKNOWN,
        false,
        booking == null || cancelledLater(booking) ? null : booking.cancelledAt(),
        booking == null ? null : booking.created(),
        therapist(),
        held() || booking == null ? visits.get(0).modality() : booking.modality(),
        booking == null ? visits.get(0).group() : booking.group(),
        visits.stream()
            .map(Visit::labels)
            .reduce(booking == null ? Labels.NONE : booking.labels(), Labels::and));
  }

  /** How a cancelled hour ended, by whose cause it was. */
  static SessionOutcome cancelled(CancellationReason reason) {
    return switch (reason.kind()) {
      case SERVICE -> SessionOutcome.CANCELLED_BY_SERVICE;
      case ACCESS, LIFE, DEATH -> SessionOutcome.CANCELLED_BY_CIRCUMSTANCE;
      case CLIENT, VOICE, ENDING -> SessionOutcome.CANCELLED_BY_CLIENT;
      case UNKNOWN, RESCHEDULING -> SessionOutcome.CANCELLED;
    };
  }

  private SessionOutcome outcome() {
    if (contradictory()) {
      return SessionOutcome.UNKNOWN;
    }
    if (booking == null) {
      return fromVisitsAlone();
    }
    return switch (status(booking)) {
      case BOOKED -> fromVisitsAlone();
      case KEPT -> SessionOutcome.ATTENDED;
      case MISSED -> SessionOutcome.MISSED;
      case CANCELLED -> cancelled(booking.reason());
    };
  }

  /** An hour that was booked and is past says nothing by itself: unknown, never missed. */
  private SessionOutcome fromVisitsAlone() {
    if (held()) {
      return SessionOutcome.ATTENDED;
    } else if (start().isAfter(asOf)) {
      return SessionOutcome.PLANNED;
    }
    return undone() ? SessionOutcome.CANCELLED : SessionOutcome.UNKNOWN;
  }

  private CancellationReason reason(SessionOutcome outcome) {
    return switch (outcome) {
      case PLANNED, ATTENDED, UNKNOWN -> CancellationReason.NOT_GIVEN;
      case MISSED,
          CANCELLED,
          CANCELLED_BY_CLIENT,
          CANCELLED_BY_SERVICE,
          CANCELLED_BY_CIRCUMSTANCE ->
          booking != null && status(booking) != BookingStatus.BOOKED
              ? booking.reason()
              : CancellationReason.NOT_GIVEN;
    };
  }

  private BookingStatus status(Booking booked) {
    return switch (booked.status()) {
      case BOOKED -> BookingStatus.BOOKED;
      case CANCELLED -> cancelledLater(booked) ? BookingStatus.BOOKED : BookingStatus.CANCELLED;
      case KEPT, MISSED -> booked.start().isAfter(asOf) ? BookingStatus.BOOKED : booked.status();
    };
  }

  private boolean cancelledLater(Booking booked) {
    var moment = booked.cancelledAt();
    return (moment == null ? booked.start() : moment).isAfter(asOf);
  }

  private boolean held() {
    return held;
  }

  private boolean isHeld() {
    for (var visit : visits) {
      if (begun(visit)
          && (visit.status() == VisitStatus.FINISHED || visit.status() == VisitStatus.UNDER_WAY)) {
        return true;
      }
    }
    return false;
  }

  private boolean undone() {
    return !visits.isEmpty()
        && visits.stream()
            .allMatch(visit -> begun(visit) && visit.status() == VisitStatus.CANCELLED);
  }

  private boolean begun(Visit visit) {
    return !visit.start().isAfter(asOf);
  }

  private @Nullable TherapistId therapist() {
    var ofVisit =
        visits.stream().map(Visit::therapist).filter(Objects::nonNull).findFirst().orElse(null);
    var ofBooking = booking == null ? null : booking.therapist();
    return held() ? firstOf(ofVisit, ofBooking) : firstOf(ofBooking, ofVisit);
  }

  private static @Nullable TherapistId firstOf(
      @Nullable TherapistId one, @Nullable TherapistId other) {
    return one != null ? one : other;
  }

  private Stream<Source> sourcesOfVisits() {
    return visits.stream().map(Visit::source);
  }
}
