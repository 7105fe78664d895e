package org.attune.agenda;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.attune.agenda.Rest.Because;
import org.attune.findings.Finding;
import org.attune.findings.FindingAct;
import org.attune.findings.FindingStage;
import org.attune.therapy.Contact;
import org.attune.therapy.TherapyCourse;
import org.attune.therapy.TriedResponse;
import org.attune.writeback.ChartEdit;
import org.attune.writeback.WriteKind;
import org.jspecify.annotations.Nullable;

/**
 * What people did about a row, wherever they wrote it down, so that nobody writes it down twice.
 * The finding stays as it is; the row alone rests, and is back as soon as something new is found.
 */
final class Clearing {

  /**
   * So long at most a row rests because the client wrote: whoever has no answer by then is back on
   * the list, and a word of Friday evening is not back before Monday.
   */
  private static final Duration WORD_RESTS = Duration.ofDays(3);

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
  private record Deed(Instant at, Because because, @Nullable String reference) {

    Rest rest(Duration usual) {
      boolean shorter = because == Because.WORD && usual.compareTo(WORD_RESTS) > 0;
      return new Rest(at.plus(shorter ? WORD_RESTS : usual), because, reference);
    }
  }

  /** How long it rests because of what was done in its course. */
  Optional<Rest> by(TherapyCourse course, Duration rest) {
    return longest(Stream.concat(talks(course), tries(course)), rest);
  }

  /** How long it rests because people did what we had asked for in the record because of it. */
  Optional<Rest> by(List<ChartEdit> completed, Duration rest) {
    return longest(
        completed.stream()
            .filter(task -> settles(task.kind()))
            .flatMap(task -> task.done().map(at -> deed(task, at)).stream()),
        rest);
  }

  /**
   * A request by what it asked for, a signal by the talk with a colleague that somebody wanted
   * because of it. That a goal was taken up is no more than the decision on it.
   */
  private boolean settles(WriteKind task) {
    return switch (row.kind()) {
      case REQUEST -> task == WriteKind.TASK;
      case SIGNAL -> task == WriteKind.CONSULT;
      case QUESTION -> false;
    };
  }

  private static Deed deed(ChartEdit task, Instant at) {
    return new Deed(at, Because.TASK, task.resource().reference());
  }

  private Optional<Rest> longest(Stream<Deed> deeds, Duration rest) {
    return deeds
        .filter(deed -> !deed.at().isBefore(row.raised()) && !deed.at().isAfter(asOf))
        .filter(deed -> !finding.latest().isAfter(deed.at()))
        .map(deed -> deed.rest(rest))
        .filter(it -> it.until().isAfter(asOf))
        .max(Comparator.comparing(Rest::until).thenComparing(Rest::because));
  }

  private Stream<Deed> talks(TherapyCourse course) {
    return isSettledByATalk()
        ? course.contacts().stream()
            .filter(each -> each.spoken() || isTheSilenceItself())
            .filter(this::withWhomItMayBe)
            .map(Clearing::deed)
        : Stream.empty();
  }

  private boolean isSettledByATalk() {
    return row.step().isATalkWithTheClient()
        || (row.step() == NextStep.AS_ASKED && Usual.asksForContact(finding.detector()));
  }

  /**
   * What a request is about was said for somebody other than those who treat the client: a talk
   * with these is no answer to it, nor is one of which nobody can tell with whom it was.
   */
  private boolean withWhomItMayBe(Contact contact) {
    return row.kind() != WorkItem.Kind.REQUEST
        || contact.with().stream().anyMatch(who -> !finding.therapists().contains(who));
  }

  private static Deed deed(Contact contact) {
    var because = contact.spoken() ? Because.CONTACT : Because.WORD;
    return new Deed(contact.at(), because, contact.source().reference());
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

  /**
   * How long it rests because people decided on the goal that it puts forward: until they look at
   * it together. Where it asks for more than a decision, only where the client agreed to it, since
   * nobody need have spoken with them otherwise.
   */
  Optional<Rest> decided(DecidedGoals.Decided on) {
    boolean settles =
        Usual.of(finding.detector(), finding.wording()).asksForADecision() || on.withClient();
    boolean news = on.at().isBefore(row.raised()) || finding.latest().isAfter(on.at());
    return settles && !news && on.review().isAfter(asOf)
        ? Optional.of(new Rest(on.review(), Because.DECIDED, on.reference()))
        : Optional.empty();
  }

  /** What it rested for already, where nobody looked at the courses. */
  Optional<Rest> asBefore() {
    return row.rest()
        .filter(it -> it.because() != Because.PUT_OFF && it.because() != Because.DECIDED)
        .filter(it -> it.until().isAfter(asOf));
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
