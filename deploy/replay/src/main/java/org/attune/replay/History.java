package org.attune.replay;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.attune.therapy.Booking;
import org.attune.therapy.CareGoal;
import org.attune.therapy.ChartFact;
import org.attune.therapy.CheckIn;
import org.attune.therapy.Client;
import org.attune.therapy.DocumentedResponse;
import org.attune.therapy.Exchange;
import org.attune.therapy.GoalReview;
import org.attune.therapy.GoalScore;
import org.attune.therapy.PatientId;
import org.attune.therapy.Plan;
import org.attune.therapy.ReadinessRuler;
import org.attune.therapy.ScaleScore;
import org.attune.therapy.SessionNote;
import org.attune.therapy.StepReview;
import org.attune.therapy.TeleCheck;
import org.attune.therapy.Treatment;
import org.attune.therapy.Visit;
import org.jspecify.annotations.Nullable;

/**
 * All that is told of one client, and from when on each of it was known: a form from when it was
 * filled in. What of a record carries its own moment (an hour, its cancelling, an end) is weighed
 * by the assembly itself; a standing without a moment of its own (a pause, a death, how a goal
 * stands) is known from the last change of its record.
 */
final class History {

  private final PatientId patient;
  private final List<Known> all;

  private History(PatientId patient, List<Known> all) {
    this.patient = patient;
    this.all = all;
  }

  /** A fact, known from one moment until another; null is always. */
  private record Known(ChartFact fact, @Nullable Instant from, @Nullable Instant until) {
    boolean at(Instant moment) {
      return (from == null || !from.isAfter(moment)) && (until == null || until.isAfter(moment));
    }
  }

  /** Reads one client's lines of the spill; their order does not matter. */
  static History of(PatientId patient, List<String> lines, Map<String, Instant> withdrawn) {
    var latest = new TreeMap<String, Told>();
    for (String line : lines) {
      var told = Told.read(line);
      latest.merge(
          told.fact().source().reference(),
          told,
          (one, other) -> Told.BY_VERSION.compare(one, other) >= 0 ? one : other);
    }
    latest.values().removeIf(told -> takenBack(told, withdrawn));
    var bookings =
        latest.values().stream()
            .map(Told::fact)
            .filter(Booking.class::isInstance)
            .map(fact -> fact.source().reference())
            .collect(Collectors.toSet());
    var known =
        latest.values().stream()
            .filter(
                told ->
                    !(told.fact() instanceof Visit visit)
                        || !visit.service().isEmpty()
                        || (visit.booking() != null
                            && bookings.contains(visit.booking().reference())))
            .flatMap(History::known)
            .toList();
    return new History(patient, known);
  }

  private static boolean takenBack(Told told, Map<String, Instant> withdrawn) {
    var moment = withdrawn.get(told.fact().source().reference());
    return moment != null && !moment.isBefore(told.updated());
  }

  private static Stream<Known> known(Told told) {
    var earlier = earlier(told.fact());
    return earlier == null || told.updated().equals(Instant.EPOCH)
        ? Stream.of(new Known(told.fact(), answeredAt(told.fact()), null))
        : Stream.of(
            new Known(earlier, null, told.updated()), new Known(told.fact(), told.updated(), null));
  }

  /** The fact before its standing was known, or null where all of it carries its own moment. */
  private static @Nullable ChartFact earlier(ChartFact fact) {
    if (fact instanceof Treatment each && each.onHold()) {
      return new Treatment(
          each.source(), each.patient(), each.start(), each.end(), false, each.labels());
    }
    if (fact instanceof Client each && each.deceased() && each.deceasedAt() == null) {
      return new Client(
          each.source(), each.patient(), false, each.test(), each.replacedBy(), each.labels());
    }
    if (fact instanceof Plan plan && plan.ended() && plan.until() == null) {
      return plan.beforeItsEnd();
    }
    return fact instanceof CareGoal goal && goal.statusDate() == null
        ? goal.beforeItsStatus()
        : null;
  }

  PatientId patient() {
    return patient;
  }

  /** Whether anything says that the client is in psychotherapy here. */
  boolean inScope() {
    return all.stream()
        .map(Known::fact)
        .anyMatch(
            fact ->
                fact instanceof Booking
                    || fact instanceof Treatment
                    || (fact instanceof Visit visit && !visit.service().isEmpty()));
  }

  /** What was known at a moment; an hour that is booked may lie ahead. */
  List<ChartFact> at(Instant moment) {
    var facts = new ArrayList<ChartFact>(all.size());
    for (var known : all) {
      if (known.at(moment)) {
        facts.add(known.fact());
      }
    }
    return facts;
  }

  /** Every moment at which anything becomes known, up to one. */
  NavigableSet<Instant> moments(ZoneId zone, Instant until) {
    var moments = new TreeSet<Instant>();
    for (var known : all) {
      Stream.concat(
              Stream.of(known.from(), known.until()).flatMap(Stream::ofNullable),
              moments(known.fact(), zone))
          .filter(moment -> !moment.isAfter(until))
          .forEach(moments::add);
    }
    return moments;
  }

  /** The moments at which a fact tells something new. */
  static Stream<Instant> moments(ChartFact fact, ZoneId zone) {
    if (fact instanceof Booking each) {
      return given(each.created(), each.start(), each.cancelledAt());
    } else if (fact instanceof Visit each) {
      return given(each.start());
    } else if (fact instanceof Treatment each) {
      return given(each.start(), each.end());
    } else if (fact instanceof Client each) {
      return given(each.deceasedAt());
    } else if (fact instanceof CareGoal each) {
      return Stream.of(each.start(), each.statusDate())
          .flatMap(Stream::ofNullable)
          .map((LocalDate day) -> day.atStartOfDay(zone).toInstant());
    } else if (fact instanceof Plan each) {
      var until = each.until();
      return Stream.of(each.from(), until == null ? null : until.plusDays(1))
          .flatMap(Stream::ofNullable)
          .map((LocalDate day) -> day.atStartOfDay(zone).toInstant());
    }
    return given(answeredAt(fact));
  }

  /** When somebody answered, tried something or was in touch; null for what is none of these. */
  static @Nullable Instant answeredAt(ChartFact fact) {
    if (fact instanceof ScaleScore each) {
      return each.at();
    } else if (fact instanceof CheckIn each) {
      return each.at();
    } else if (fact instanceof SessionNote each) {
      return each.at();
    } else if (fact instanceof GoalReview each) {
      return each.at();
    } else if (fact instanceof ReadinessRuler each) {
      return each.at();
    } else if (fact instanceof StepReview each) {
      return each.at();
    }
    if (fact instanceof GoalScore each) {
      return each.at();
    } else if (fact instanceof DocumentedResponse each) {
      return each.at();
    } else if (fact instanceof Exchange each) {
      return each.at();
    }
    return fact instanceof TeleCheck each ? each.at() : null;
  }

  private static Stream<Instant> given(@Nullable Instant... moments) {
    return Arrays.stream(moments).filter(Objects::nonNull);
  }

  /** The records that told something new at a moment, by reference. */
  List<String> newAt(Instant moment, ZoneId zone) {
    return all.stream()
        .filter(
            known ->
                moment.equals(known.from()) || moments(known.fact(), zone).anyMatch(moment::equals))
        .map(known -> known.fact().source().reference())
        .distinct()
        .sorted(Comparator.naturalOrder())
        .toList();
  }
}
