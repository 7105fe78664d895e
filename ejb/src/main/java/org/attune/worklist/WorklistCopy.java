package org.attune.worklist;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.attune.access.Banner;
import org.jspecify.annotations.Nullable;

/**
 * What somebody takes away of their worklist. It holds less than they see, since a copy is read by
 * whoever gets it.
 *
 * @param title what it is
 * @param account who took it, when, which rows, and how many
 * @param leftOut that rows were left out, and why; null where none were
 * @param heads how its columns are called
 * @param lines what it says
 * @param locale in which language
 * @param zone in which time zone
 */
public record WorklistCopy(
    String title,
    String account,
    @Nullable String leftOut,
    Map<Column, String> heads,
    List<Line> lines,
    Locale locale,
    ZoneId zone) {

  public WorklistCopy {
    heads = Map.copyOf(heads);
    lines = List.copyOf(lines);
  }

  /** Masked. */
  @Override
  public String toString() {
    return "a copy of a worklist";
  }

  /** What is said of each row. */
  public enum Column {
    CLIENT,
    BORN,
    NUMBER,
    MATTER,
    LEVEL,
    SIGNAL,
    SENTENCE,
    SINCE,
    DAYS,
    SEEN,
    OWNER,
    STEP,
    DUE,
    RESTS_UNTIL
  }

  /** Until when nobody need look at a row, and why, in words. */
  public record Resting(Instant until, String because) {}

  /**
   * One row.
   *
   * @param client who, as the EHR says it at that moment
   * @param matter what it is about
   * @param level how pressing it is
   * @param signal what it is, in short
   * @param sentence what was found
   * @param since when it began
   * @param days for how many days it has been on the list
   * @param seen whether somebody has seen it, in words
   * @param owner who has taken it, or null
   * @param step what may be done next
   * @param due by when, or null
   * @param rests why it is no open work for now, or null
   */
  public record Line(
      Banner client,
      String matter,
      String level,
      String signal,
      String sentence,
      Instant since,
      long days,
      String seen,
      @Nullable String owner,
      String step,
      @Nullable Instant due,
      @Nullable Resting rests) {

    /** Masked. */
    @Override
    public String toString() {
      return "a line of a worklist";
    }
  }
}
