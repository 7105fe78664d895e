package org.attune.worklist;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the work of a team lies. It compares nobody and adds nothing up.
 *
 * @param asOf now
 * @param zone the hospital's time zone
 * @param language the language of the words
 * @param smallest how many clients at least a figure is made of
 * @param known whether so many therapists stand behind it that it speaks of none of them
 * @param rows by what the work is about, always all of them in the same order; none where not known
 */
public record TeamView(
    Instant asOf, String zone, String language, int smallest, boolean known, List<Row> rows) {

  public TeamView {
    rows = List.copyOf(rows);
  }

  /**
   * One line. A figure that is too small is null, whether or not it is zero.
   *
   * @param matter what it is about, as a word of the program
   * @param matterText and for people
   * @param clients how many clients have something on the list
   * @param unseen how many of something that nobody has seen
   * @param older how many of something that came more than 14 days ago
   * @param cleared how many of something that left the list within 7 days
   */
  public record Row(
      String matter,
      String matterText,
      @Nullable Long clients,
      @Nullable Long unseen,
      @Nullable Long older,
      @Nullable Long cleared) {}
}
