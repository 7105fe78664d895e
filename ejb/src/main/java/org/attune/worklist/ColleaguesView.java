package org.attune.worklist;

import java.util.List;

/**
 * Who can be given a row, beside those who have one.
 *
 * @param colleagues who works at its unit, as the EHR says at this moment, in the order of their
 *     names
 * @param more whether there are more than these
 * @param withheld whether the EHR does not give out to us who works there, or at one of several
 *     units
 * @param asked whether the EHR was asked at all: nobody knows where, where the row lies with no
 *     unit and the site names none
 */
public record ColleaguesView(
    List<Colleague> colleagues, boolean more, boolean withheld, boolean asked) {

  public ColleaguesView {
    colleagues = List.copyOf(colleagues);
  }

  /** One of them, such as {@code Practitioner/8}, and their name. */
  public record Colleague(String who, String name) {}
}
