package org.attune.agenda;

import java.util.Set;
import org.attune.detection.Level;
import org.jspecify.annotations.Nullable;

/**
 * Which of the rows in reach somebody wants to read.
 *
 * @param matters about what, or empty for all
 * @param levels how pressing, or empty for all
 * @param seen whether somebody saw it, or null for both
 * @param owner whose, {@link #NOBODY} for those that nobody has taken, or null for all
 * @param shelf on which shelf, or null for all
 * @param goals only those with a goal to be decided about
 * @param resting those that rest, the one that is back first, in the place of those on the list
 */
public record Wanted(
    Set<Matter> matters,
    Set<Level> levels,
    @Nullable Boolean seen,
    @Nullable String owner,
    @Nullable String shelf,
    boolean goals,
    boolean resting) {

  /** No row has such an owner. */
  public static final String NOBODY = "";

  /** All of them. */
  public static final Wanted ALL = new Wanted(Set.of(), Set.of(), null, null, null, false, false);

  public Wanted {
    matters = Set.copyOf(matters);
    levels = Set.copyOf(levels);
  }
}
