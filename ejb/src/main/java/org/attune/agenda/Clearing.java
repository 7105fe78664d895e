package org.attune.agenda;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.attune.agenda.Rest.Because;
import org.attune.findings.Finding;
import org.attune.findings.FindingAct;
import org.attune.findings.FindingStage;
import org.attune.therapy.TherapyCourse;
import org.attune.therapy.TriedResponse;
import org.jspecify.annotations.Nullable;

/**
 * What people did about a row, wherever they wrote it down, so that nobody writes it down twice.
 * The finding stays as it is; the row alone rests, and is back as soon as something new is found.
 */
final class Clearing {

  private final WorkItem row;
  private final Finding finding;
  private final Instant asOf;

  Clearing(WorkItem row, Finding finding, Instant asOf) {
    this.row = row;
    this.finding = finding;
    this.asOf = asOf;
  }

  /**
   * Something that was done.
   *
   * @param reference the record that tells of it, or null
   */
  private record Deed(Instant at, Because because, @Nullable String reference) {}

  /** How long it rests because of what was done in its course. */
  Optional<Rest> by(TherapyCourse course, Duration rest) {
    return Stream.concat(talks(course), tries(course))
        .filter(deed -> !deed.at().isBefore(row.raised()) && !deed.at().isAfter(asOf))
        .filter(deed -> !finding.latest().isAfter(deed.at()))
        .filter(deed -> deed.at().plus(rest).isAfter(asOf))
        .max(Comparator.comparing(Deed::at).thenComparing(Deed::because))
        .map(deed -> new Rest(deed.at().plus(rest), deed.because(), deed.reference()));
  }

  private Stream<Deed> talks(TherapyCourse course) {
    return row.step().isATalkWithTheClient()
        ? course.contacts().stream()
            .filter(each -> each.spoken() || isTheSilenceItself())
            .map(each -> new Deed(each.at(), Because.CONTACT, each.source().reference()))
        : Stream.empty();
  }

  /**
   * Whether the finding is that nothing is heard of the client, and they are to be rung up: whoever
   * writes is silent no longer. To anything else their word is no answer yet.
   */
  private boolean isTheSilenceItself() {
    return row.kind() == WorkItem.Kind.SIGNAL
        && row.step() == NextStep.CALL
        && finding.detector().equals(Usual.GONE_QUIET)
        && finding.wording().equals(Usual.SAYS_SILENCE);
  }

  private Stream<Deed> tries(TherapyCourse course) {
    return course.tried().stream()
        .filter(each -> each.detector().equals(finding.detector()))
        .map(Clearing::deed);
  }

  private static Deed deed(TriedResponse tried) {
    var source = tried.source();
    return source == null
        ? new Deed(tried.at(), Because.RESPONSE, null)
        : new Deed(tried.at(), Because.TASK, source.reference());
  }

  /** What it rested for already, where nobody looked at the courses. */
  Optional<Rest> asBefore() {
    return row.rest().filter(it -> it.because() != Because.PUT_OFF && it.until().isAfter(asOf));
  }

  /** How long somebody put it off for, as the chart has it. */
  Optional<Rest> putOff(Optional<FindingAct> seen) {
    var until =
        finding.stage() == FindingStage.WAITING
            ? seen.flatMap(FindingAct::until)
            : finding.snoozedUntil();
    return until
        .filter(asOf::isBefore)
        .filter(moment -> row.seen().isPresent())
        .map(moment -> new Rest(moment, Because.PUT_OFF, null));
  }
}
