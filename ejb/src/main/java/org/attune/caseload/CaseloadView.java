package org.attune.caseload;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A therapist's clients at a glance, as that therapist may read them. No name is ever in it:
 * whoever shows it asks the EHR for those of one page.
 *
 * @param asOf the instant of the view
 * @param zone the hospital's time zone, in which people read times
 * @param language the language of the words
 * @param mode {@code shadow} while the record is told of nothing, else {@code live}
 * @param filter which of the rows are shown
 * @param counts how many rows each filter has
 * @param leftOut how many clients are not among the rows, and why
 * @param page which page this is, from 1
 * @param pages how many pages there are, at least 1
 * @param rows the rows of the page, most pressing first
 */
public record CaseloadView(
    Instant asOf,
    String zone,
    String language,
    String mode,
    String filter,
    Counts counts,
    LeftOut leftOut,
    int page,
    int pages,
    List<Row> rows) {

  public CaseloadView {
    rows = List.copyOf(rows);
  }

  /** How many rows each filter has. */
  public record Counts(long all, long unseen, long needsAWord) {}

  /**
   * Who is not among the rows.
   *
   * @param fewEyes whose record is one for few eyes: each is opened alone and for a reason
   * @param keptFrom whom the EHR does not let this person see
   * @param later who came to the caseload after it was opened
   */
  public record LeftOut(long fewEyes, long keptFrom, long later) {}

  /**
   * One client.
   *
   * @param patient who, as a reference
   * @param began when the course began
   * @param sessionsHeld how many of its sessions took place
   * @param onHold whether it is paused
   * @param last the last hour that has come, or null
   * @param next when the next session is planned, or null
   * @param signal the most pressing signal, or null where nothing stands
   * @param more how many further signals stand
   * @param unseen how many signals nobody has seen yet
   * @param relationshipHidden since when the client keeps what they say about the working
   *     relationship to themselves, or null where they do not
   * @param alliance how the client rates the sessions, or null where nothing was asked
   * @param outcome how the client is, or null where nothing was asked
   */
  public record Row(
      String patient,
      Instant began,
      long sessionsHeld,
      boolean onHold,
      @Nullable Hour last,
      @Nullable Instant next,
      @Nullable RowSignal signal,
      int more,
      int unseen,
      @Nullable Instant relationshipHidden,
      @Nullable Sparkline alliance,
      @Nullable Sparkline outcome) {}

  /** An hour that has come, how it ended, and the same in words. */
  public record Hour(Instant at, String outcome, String text) {}

  /**
   * A signal in a few words.
   *
   * @param key names it for life
   * @param level how much attention it asks for
   * @param levelText the same in words
   * @param name its name
   * @param sentence one sentence
   * @param since when it began
   * @param opened when it was first found
   * @param seen whether somebody has seen it
   * @param snoozedUntil until when it was put off, or null
   */
  public record RowSignal(
      String key,
      String level,
      String levelText,
      String name,
      String sentence,
      Instant since,
      Instant opened,
      boolean seen,
      @Nullable Instant snoozedUntil) {}

  /**
   * The latest ratings of one kind.
   *
   * @param name what was rated
   * @param state {@code enough} or {@code not-enough} to speak of a pattern
   * @param have how many there are
   * @param needed how many are needed for that
   * @param min the lowest there can be
   * @param max the highest there can be
   * @param higherIsBetter whether more is better
   * @param values the latest, oldest first
   * @param band what they are compared with, or null
   */
  public record Sparkline(
      String name,
      String state,
      int have,
      int needed,
      double min,
      double max,
      boolean higherIsBetter,
      List<Double> values,
      @Nullable Band band) {
    public Sparkline {
      values = List.copyOf(values);
    }
  }

  /**
   * A range.
   *
   * @param kind {@code usual}: in which this person's ratings usually lie; {@code change}: in which
   *     a change from the first is no more than measurement error
   */
  public record Band(String kind, double low, double high) {}
}
