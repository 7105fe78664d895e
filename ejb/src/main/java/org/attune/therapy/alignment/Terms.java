package org.attune.therapy.alignment;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import org.attune.therapy.GoalReview;
import org.attune.therapy.GoalReview.Agreement;
import org.attune.therapy.GoalReview.Agreement.Kind;
import org.attune.therapy.Session;
import org.attune.therapy.TherapyCourse;
import org.jspecify.annotations.Nullable;

/**
 * Whether client and service agreed on a pause, an ending or a referral. While one holds, people
 * have decided how it goes on, and nothing is overlooked.
 */
final class Terms {

  private final TherapyCourse course;
  private final ZoneId zone;
  private final List<Instant> held;

  private Terms(TherapyCourse course) {
    this.course = course;
    zone = course.zone();
    held =
        course.sessions().stream()
            .filter(each -> each.attended() && !each.start().isAfter(course.asOf()))
            .map(Session::start)
            .toList();
  }

  /**
   * Since when no such agreement has held, up to now; the far past where there never was one, and
   * empty while one holds.
   */
  static Optional<Instant> openSince(TherapyCourse course) {
    boolean none =
        course.forms().goalReviews().stream()
            .flatMap(form -> form.agreements().stream())
            .noneMatch(Terms::isTerm);
    return none ? Optional.of(Instant.MIN) : new Terms(course).openSince();
  }

  private static boolean isTerm(Agreement agreement) {
    return switch (agreement.kind()) {
      case PAUSE, ENDING, REFERRAL -> true;
      case CONTRACT, PROMISE, REASON_FOR_COMING, FUTURE_ANSWER -> false;
    };
  }

  private Optional<Instant> openSince() {
    if (holds(course.asOf())) {
      return Optional.empty();
    }
    Instant open = Instant.MIN;
    for (Instant moment : changes()) {
      if (holds(moment)) {
        open = null;
      } else if (open == null) {
        open = moment;
      }
    }
    return Optional.of(open == null ? course.asOf() : open);
  }

  /** Every moment at which an agreement may begin or cease to hold. */
  private NavigableSet<Instant> changes() {
    var moments = new TreeSet<Instant>(held);
    for (GoalReview form : course.forms().goalReviews()) {
      moments.add(form.at());
      for (Agreement agreement : form.agreements()) {
        add(moments, agreement.from(), 0);
        add(moments, agreement.until(), 1);
      }
    }
    return moments.headSet(course.asOf(), true);
  }

  private void add(NavigableSet<Instant> moments, @Nullable LocalDate day, int later) {
    if (day != null) {
      moments.add(day.plusDays(later).atStartOfDay(zone).toInstant());
    }
  }

  private boolean holds(Instant moment) {
    Map<Kind, Boolean> latest = new EnumMap<>(Kind.class);
    for (GoalReview form : course.forms().goalReviews()) {
      if (form.at().isAfter(moment)) {
        break;
      }
      for (Agreement agreement : form.agreements()) {
        if (isTerm(agreement)) {
          latest.put(agreement.kind(), holds(form, agreement, moment));
        }
      }
    }
    return latest.containsValue(true);
  }

  private boolean holds(GoalReview form, Agreement agreement, Instant moment) {
    if (Boolean.FALSE.equals(agreement.kept())) {
      return false;
    }
    boolean pause = agreement.kind() == Kind.PAUSE;
    var from = agreement.from();
    if (from == null && !pause) {
      return true;
    }
    var begins = from == null ? form.at().atZone(zone).toLocalDate() : from;
    var today = moment.atZone(zone).toLocalDate();
    if (begins.isAfter(today)) {
      return !pause;
    }
    var until = agreement.until();
    return (pause && until != null) ? !until.isBefore(today) : !seenAfter(begins, moment);
  }

  private boolean seenAfter(LocalDate day, Instant moment) {
    var after = day.plusDays(1).atStartOfDay(zone).toInstant();
    return held.stream().anyMatch(each -> !each.isBefore(after) && !each.isAfter(moment));
  }
}
