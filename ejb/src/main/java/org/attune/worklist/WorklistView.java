package org.attune.worklist;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of a worklist.
 *
 * @param asOf now
 * @param zone the hospital's time zone
 * @param language the language of the words
 * @param mode whether Attune is live here or being tried out
 * @param rows the rows, in the order in which they are worked off
 * @param next leads to the next page; null on the last
 * @param previous leads to the one before; null on the first
 * @param since from when on to ask what has changed
 */
public record WorklistView(
    Instant asOf,
    String zone,
    String language,
    String mode,
    List<RowView> rows,
    @Nullable String next,
    @Nullable String previous,
    Instant since) {

  public WorklistView {
    rows = List.copyOf(rows);
  }

  /**
   * One row.
   *
   * @param item its name
   * @param version grows with every change
   * @param kind {@code SIGNAL}; {@code REQUEST} to who looks; {@code QUESTION} about the plan, of
   *     whose cause no more is told
   * @param patient of whom, as a reference
   * @param level how pressing it is, as a word of the program
   * @param levelText and for people
   * @param matter what it is about, as a word of the program
   * @param matterText and for people
   * @param name what it is, in short
   * @param sentence what was found, as on the chart
   * @param since when it began
   * @param opened when it was found
   * @param age for how many days it has been on the list
   * @param seen whether somebody has seen it
   * @param tried whether the record is told nothing of it, because Attune is being tried out
   * @param goal {@code open} where a goal is to be decided about, else null
   * @param owner who has taken it, as a reference, or null
   * @param mine whether that is who looks
   * @param step what may be done next, as a word of the program
   * @param stepText and for people
   * @param due by when, or null
   * @param rests why nobody need look at it for now, or null
   * @param others how many further rows the client has
   */
  public record RowView(
      String item,
      long version,
      String kind,
      String patient,
      String level,
      String levelText,
      String matter,
      String matterText,
      String name,
      String sentence,
      Instant since,
      Instant opened,
      long age,
      boolean seen,
      boolean tried,
      @Nullable String goal,
      @Nullable String owner,
      boolean mine,
      String step,
      String stepText,
      @Nullable Instant due,
      @Nullable RestView rests,
      long others) {}

  /** Why nobody need look at a row for now: until when, because of what, and the record of it. */
  public record RestView(Instant until, String because, @Nullable String reference) {}

  /**
   * How many rows there are; of very many it is only told that they are.
   *
   * @param all on the list
   * @param unseen that nobody has seen
   * @param mine that who looks has taken
   * @param nobodys that nobody has taken
   * @param goals with a goal to be decided about
   * @param resting that rest, beside those on the list
   * @param fewEyes of how many clients rows are left out because their record is for few eyes
   */
  public record CountsView(
      long all, long unseen, long mine, long nobodys, long goals, long resting, long fewEyes) {}

  /**
   * What has changed of what somebody has before them.
   *
   * @param rows rows in a newer version; one that rests says so
   * @param gone the names of rows that are over, or not theirs to read any longer
   * @param fresh how many rows have come or moved up that they have not
   * @param reload whether so many have that the list had better be read anew
   */
  public record ChangesView(List<RowView> rows, List<String> gone, long fresh, boolean reload) {
    public ChangesView {
      rows = List.copyOf(rows);
      gone = List.copyOf(gone);
    }
  }
}
