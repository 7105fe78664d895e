package org.attune.chart;

import java.util.Optional;
import java.util.stream.Stream;
import org.attune.access.Role;
import org.attune.access.Viewer;
import org.attune.detection.Channel;
import org.attune.detection.Level;
import org.attune.detection.Signal;
import org.attune.findings.Finding;
import org.attune.therapy.Source;
import org.attune.therapy.TherapistId;
import org.jspecify.annotations.Nullable;

/**
 * What one person may read of a client's findings. A prompt is for the therapists of its course,
 * and where it rests on something that one of them alone may read, for that one. What goes to a
 * named person is for that person, and tells them no more than the request that they got. What goes
 * to the unit is about no client.
 */
final class Readership {

  /** How much somebody may read of a finding. */
  enum Sight {
    /** All of it. */
    ALL,
    /** That they are asked for something, and nothing of why. */
    REQUEST,
    /** Nothing, not even that it is there. */
    NOTHING
  }

  private final Viewer viewer;
  private final CitedFacts facts;

  Readership(Viewer viewer, CitedFacts facts) {
    this.viewer = viewer;
    this.facts = facts;
  }

  /**
   * How much of a finding.
   *
   * @param asked who is asked because of it, if anybody is
   */
  Sight of(Finding finding, Optional<String> asked) {
    return switch (finding.channel()) {
      case UNIT -> Sight.NOTHING;
      case NAMED_PERSON ->
          asked.filter(viewer.user()::equals).isPresent() ? Sight.REQUEST : Sight.NOTHING;
      case PROMPT -> prompt(finding);
      case CHART -> finding.level() == Level.PROMPT ? prompt(finding) : Sight.ALL;
    };
  }

  /** Whether what a record says may be read. */
  boolean mayRead(Cited cited) {
    return switch (cited.readers()) {
      case EVERYBODY -> true;
      case ONE_THERAPIST -> isViewer(cited.therapist());
      case NOBODY -> false;
    };
  }

  private Sight prompt(Finding finding) {
    boolean theirs =
        viewer.role() == Role.CLINICIAN
            && (finding.therapists().isEmpty()
                || finding.therapists().stream().anyMatch(this::isViewer));
    return theirs && records(finding).allMatch(this::mayKnowOf) ? Sight.ALL : Sight.NOTHING;
  }

  /**
   * Of a record that is gone nobody can tell any longer for whom it was; a note for oneself that
   * was taken back is nobody's.
   */
  private boolean mayKnowOf(Source source) {
    return facts.knows(source) ? mayRead(facts.find(source)) : source.inRecord();
  }

  private static Stream<Source> records(Finding finding) {
    return Stream.concat(
        finding.evidence().stream(), finding.excluded().stream().map(Signal.Excluded::source));
  }

  private boolean isViewer(@Nullable TherapistId therapist) {
    return therapist != null && viewer.user().equals(reference(therapist));
  }

  /** A therapist as a reference. */
  static String reference(TherapistId therapist) {
    return "Practitioner/" + therapist.value();
  }

  /** Whether it is a prompt, by whatever way it became one. */
  static boolean isPrompt(Finding finding) {
    return finding.channel() == Channel.PROMPT
        || (finding.channel() == Channel.CHART && finding.level() == Level.PROMPT);
  }
}
