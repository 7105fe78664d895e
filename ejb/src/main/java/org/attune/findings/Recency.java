package org.attune.findings;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.attune.detection.Signal;
import org.attune.therapy.Session;
import org.attune.therapy.Source;
import org.attune.therapy.TherapyCourse;

/** How new what a signal rests on is. */
final class Recency {

  private Recency() {}

  private record Dated(List<Source> sources, Instant at) {}

  /** The time of its latest evidence, or of its beginning where that came later. */
  static Instant latest(TherapyCourse course, Signal signal) {
    var evidence = signal.evidence().stream().map(Source::reference).collect(Collectors.toSet());
    return Stream.concat(
            Stream.of(signal.since()),
            dated(course)
                .filter(each -> !each.at().isAfter(course.asOf()))
                .filter(
                    each ->
                        each.sources().stream().anyMatch(one -> evidence.contains(one.reference())))
                .map(Dated::at))
        .max(Instant::compareTo)
        .orElseThrow();
  }

  private static Stream<Dated> dated(TherapyCourse course) {
    var dated = new ArrayList<Dated>();
    for (Session session : course.sessions()) {
      var called = session.cancelledAt();
      dated.add(new Dated(session.sources(), session.start()));
      if (called != null) {
        dated.add(new Dated(session.sources(), called));
      }
    }
    course.scores().forEach(each -> dated.add(dated(each.source(), each.at())));
    course.checkIns().forEach(each -> dated.add(dated(each.source(), each.at())));
    course.contacts().forEach(each -> dated.add(dated(each.source(), each.at())));
    course.care().goalScores().forEach(each -> dated.add(dated(each.source(), each.at())));
    var forms = course.forms();
    forms.notes().forEach(each -> dated.add(dated(each.source(), each.at())));
    forms.goalReviews().forEach(each -> dated.add(dated(each.source(), each.at())));
    forms.rulers().forEach(each -> dated.add(dated(each.source(), each.at())));
    forms.steps().forEach(each -> dated.add(dated(each.source(), each.at())));
    forms.teleChecks().forEach(each -> dated.add(dated(each.source(), each.at())));
    return dated.stream();
  }

  private static Dated dated(Source source, Instant at) {
    return new Dated(List.of(source), at);
  }
}
