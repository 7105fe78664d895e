package org.attune.ehr;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** How an export that was asked for stands. */
public sealed interface ExportState {

  /**
   * It is being made.
   *
   * @param patience how long to wait before asking again
   */
  record Waiting(Duration patience) implements ExportState {}

  /**
   * It can be fetched.
   *
   * @param files all of it
   * @param errors how many of its files tell of something that could not be exported
   * @param asOf as of when it is, by the EHR's own clock
   * @param tellsOfDeletions whether it says what was deleted, be it nothing
   */
  record Ready(List<ExportedFile> files, int errors, Instant asOf, boolean tellsOfDeletions)
      implements ExportState {

    public Ready {
      files = List.copyOf(files);
    }
  }

  /**
   * Nothing will come of it.
   *
   * @param why in one sentence for IT
   */
  record Refused(String why) implements ExportState {}

  /** The EHR knows nothing of it any more. */
  record Gone() implements ExportState {}

  /**
   * It was asked for.
   *
   * @param status where to ask how it stands
   * @param feeds what it will be of
   */
  record Begun(String status, Set<Feed> feeds) implements ExportState {

    public Begun {
      feeds = Set.copyOf(feeds);
    }

    /** An address may let anybody in who knows it. */
    @Override
    public String toString() {
      return "export of " + feeds;
    }
  }
}
