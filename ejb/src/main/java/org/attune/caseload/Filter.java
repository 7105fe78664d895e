package org.attune.caseload;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.attune.caseload.CaseloadView.Row;
import org.attune.caseload.CaseloadView.RowSignal;
import org.attune.detection.Level;

/** Which rows of a list somebody wants to see. */
public enum Filter {
  /** All of them. */
  ALL,
  /** Those with something that nobody has seen yet. */
  UNSEEN,
  /** Those with something to be looked at before the next session, and not put off. */
  NEEDS_A_WORD;

  boolean shows(Row row) {
    return switch (this) {
      case ALL -> true;
      case UNSEEN -> row.unseen() > 0;
      case NEEDS_A_WORD -> row.signal() != null && needsAWord(row.signal());
    };
  }

  private static boolean needsAWord(RowSignal signal) {
    return signal.snoozedUntil() == null
        && Level.valueOf(signal.level()).compareTo(Level.REVIEW) >= 0;
  }

  /** Its name where people read it: {@code needs-a-word}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The filter of a name. */
  public static Optional<Filter> of(String word) {
    return Stream.of(values()).filter(each -> each.word().equals(word)).findFirst();
  }
}
