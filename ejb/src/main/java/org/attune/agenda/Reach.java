package org.attune.agenda;

import java.util.List;
import java.util.Set;
import org.attune.therapy.PatientId;

/**
 * Which rows somebody may know of. Requests to others are in nobody's reach, and neither is
 * whoever's record is for few eyes.
 *
 * @param everything whether signals of every shelf are
 * @param shelves of which shelves signals are, where not of every one
 * @param person who it is; requests to them are in their reach
 * @param relationship whether what is about the working relationship is
 * @param own the records that are the person's own, which never are
 */
public record Reach(
    boolean everything,
    List<String> shelves,
    String person,
    boolean relationship,
    Set<PatientId> own) {

  public Reach {
    shelves = List.copyOf(shelves);
    own = Set.copyOf(own);
  }
}
