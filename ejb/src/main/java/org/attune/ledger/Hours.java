package org.attune.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.attune.therapy.Booking;
import org.attune.therapy.BookingStatus;
import org.attune.therapy.Visit;
import org.jspecify.annotations.Nullable;

/** Joins the appointment book and the encounters of one client into hours. */
final class Hours {

  /** An encounter that names no appointment belongs to one that begins this close to it. */
  static final Duration SAME_HOUR = Duration.ofMinutes(30);

  private Hours() {}

  static List<Hour> join(List<Booking> bookings, List<Visit> visits, Instant asOf) {
    var byBooking = new HashMap<String, List<Visit>>();
    var loose = new ArrayList<Visit>();
    for (var visit : visits) {
      var named = booking(visit, bookings);
      if (named != null) {
        byBooking.computeIfAbsent(named, each -> new ArrayList<>()).add(visit);
      } else {
        loose.add(visit);
      }
    }
    var hours = new ArrayList<Hour>();
    var booked = new HashSet<String>();
    for (var booking : bookings) {
      var reference = booking.source().reference();
      booked.add(reference);
      hours.add(new Hour(booking, byBooking.getOrDefault(reference, List.of()), asOf));
    }
    hours.addAll(unbooked(byBooking, booked, loose, asOf));
    return hours;
  }

  private static List<Hour> unbooked(
      Map<String, List<Visit>> byBooking, Set<String> booked, List<Visit> loose, Instant asOf) {
    var hours = new ArrayList<Hour>();
    byBooking.forEach(
        (reference, together) -> {
          if (!booked.contains(reference)) {
            hours.add(new Hour(null, together, asOf));
          }
        });
    loose.forEach(visit -> hours.add(new Hour(null, List.of(visit), asOf)));
    return hours;
  }

  /** The appointment a visit names, else the only one of its kind that begins with it. */
  private static @Nullable String booking(Visit visit, List<Booking> bookings) {
    var named = visit.booking();
    if (named != null) {
      return named.reference();
    }
    var near = bookings.stream().filter(booking -> sameHour(visit, booking)).toList();
    return near.size() == 1 ? near.get(0).source().reference() : null;
  }

  private static boolean sameHour(Visit visit, Booking booking) {
    return booking.status() != BookingStatus.CANCELLED
        && booking.service().equals(visit.service())
        && Duration.between(booking.start(), visit.start()).abs().compareTo(SAME_HOUR) <= 0
        && (visit.therapist() == null
            || booking.therapist() == null
            || Objects.equals(visit.therapist(), booking.therapist()));
  }
}
