package org.attune.findings;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.attune.detection.Signal;
import org.attune.therapy.CourseId;
import org.attune.therapy.Labels;
import org.attune.therapy.Source;
import org.attune.therapy.TherapyCourse;

/**
 * Compares what the detectors find in a client's courses now with the findings that are stored. Of
 * one course and detector at most one finding stands at a time; while it stands it keeps its
 * identity, even where an amended record moves its onset. Once people decided on the goal that it
 * is about, another goal of the record is another finding, so that it has its turn.
 *
 * @param opened findings that are new
 * @param updated findings that say something else than before, or stand again
 * @param resolved findings whose ground has passed
 */
public record Reconciliation(List<Finding> opened, List<Finding> updated, List<Finding> resolved) {

  /**
   * Compares; changes the stored findings, stores nothing.
   *
   * @param found what is found now, by course; a course that is absent has passed
   * @param stored every finding of the client, resolved ones too
   * @param asOf the instant of the view, at which findings open and end
   */
  public static Reconciliation of(
      Map<TherapyCourse, List<Signal>> found, Collection<Finding> stored, Instant asOf) {
    return of(found, stored, finding -> false, asOf);
  }

  /**
   * The same where people may have decided on goals.
   *
   * @param decided whether people decided on the goal that a finding is about
   */
  public static Reconciliation of(
      Map<TherapyCourse, List<Signal>> found,
      Collection<Finding> stored,
      Predicate<Finding> decided,
      Instant asOf) {
    return new Comparison(stored, decided, asOf).of(found);
  }

  /** Every finding of which the record must hear. */
  public Stream<Finding> changed() {
    return Stream.of(opened, updated, resolved).flatMap(List::stream);
  }

  private record Kind(CourseId course, String detector) {}

  /** One comparison, while it runs. */
  private static final class Comparison {

    private final Map<FindingKey, Finding> byKey = new LinkedHashMap<>();
    private final Map<Kind, Finding> standing = new LinkedHashMap<>();
    private final Set<Finding> met = new HashSet<>();
    private final List<Finding> opened = new ArrayList<>();
    private final List<Finding> updated = new ArrayList<>();
    private final List<Finding> resolved = new ArrayList<>();
    private final Predicate<Finding> decided;
    private final Instant asOf;

    Comparison(Collection<Finding> stored, Predicate<Finding> decided, Instant asOf) {
      this.decided = decided;
      this.asOf = asOf;
      for (var finding : stored) {
        byKey.put(finding.key(), finding);
        if (finding.standing()) {
          standing.put(new Kind(finding.course(), finding.detector()), finding);
        }
      }
    }

    Reconciliation of(Map<TherapyCourse, List<Signal>> found) {
      found.forEach((course, signals) -> signals.forEach(signal -> meet(course, signal)));
      for (var finding : standing.values()) {
        if (!met.contains(finding)) {
          finding.resolve(asOf);
          resolved.add(finding);
        }
      }
      return new Reconciliation(opened, updated, resolved);
    }

    private void meet(TherapyCourse course, Signal signal) {
      var finding = identity(course.id(), signal);
      var background = background(course, signal);
      if (finding.isEmpty()) {
        var opening = new Finding(course.id(), signal, background, asOf);
        met.add(opening);
        opened.add(opening);
      } else {
        met.add(finding.get());
        if (finding.get().follow(signal, background, asOf)) {
          updated.add(finding.get());
        }
      }
    }

    private Optional<Finding> identity(CourseId course, Signal signal) {
      var stands = standing.get(new Kind(course, signal.detector()));
      boolean another =
          stands != null
              && stands.stage() == FindingStage.DISMISSED
              && !stands.onset().sameResource(signal.onset())
              && stands.newEvidence(signal);
      if (stands != null && !another && !isOfAnotherGoal(stands, signal)) {
        return Optional.of(stands);
      }
      return Optional.ofNullable(
          byKey.get(FindingKey.of(course, signal.detector(), signal.onset())));
    }

    // The lines of a form are new with each form, so they do not tell one goal from another.
    private boolean isOfAnotherGoal(Finding stands, Signal signal) {
      var goals = Stream.concat(stands.goals().stream(), signal.goals().stream());
      return goals.allMatch(each -> each.startsWith("Goal/"))
          && !stands.goals().isEmpty()
          && !signal.goals().isEmpty()
          && Collections.disjoint(stands.goals(), signal.goals())
          && !stands.onset().sameResource(signal.onset())
          && decided.test(stands);
    }

    private static Finding.Background background(TherapyCourse course, Signal signal) {
      var evidence = signal.evidence().stream().map(Source::reference).collect(Collectors.toSet());
      var labels =
          labelled(course)
              .filter(each -> each.sources().anyMatch(evidence::contains))
              .map(Labelled::labels)
              .reduce(course.standing().labels(), Labels::and);
      var therapists =
          course.sessions().stream()
              .map(session -> session.therapist())
              .filter(Objects::nonNull)
              .distinct()
              .toList();
      return new Finding.Background(
          labels, therapists, Recency.latest(course, signal), course.caseload().orElse(null));
    }

    private record Labelled(Stream<String> sources, Labels labels) {}

    private static Stream<Labelled> labelled(TherapyCourse course) {
      return Stream.of(
              course.sessions().stream()
                  .map(
                      each ->
                          new Labelled(
                              each.sources().stream().map(Source::reference), each.labels())),
              course.scores().stream().map(each -> labelled(each.source(), each.labels())),
              course.checkIns().stream().map(each -> labelled(each.source(), each.labels())),
              course.contacts().stream().map(each -> labelled(each.source(), each.labels())),
              course.goals().stream().map(each -> labelled(each.source(), each.labels())),
              course.care().plans().stream().map(each -> labelled(each.source(), each.labels())),
              course.care().goalScores().stream()
                  .map(each -> labelled(each.source(), each.labels())),
              course.forms().notes().stream().map(each -> labelled(each.source(), each.labels())),
              course.forms().teleChecks().stream()
                  .map(each -> labelled(each.source(), each.labels())),
              course.forms().goalReviews().stream()
                  .map(each -> labelled(each.source(), each.labels())),
              course.forms().rulers().stream().map(each -> labelled(each.source(), each.labels())),
              course.forms().steps().stream().map(each -> labelled(each.source(), each.labels())),
              course.tried().stream()
                  .flatMap(
                      each ->
                          Stream.ofNullable(each.source())
                              .map(source -> labelled(source, each.labels()))))
          .flatMap(each -> each);
    }

    private static Labelled labelled(Source source, Labels labels) {
      return new Labelled(Stream.of(source.reference()), labels);
    }
  }
}
