package org.attune.fhir.fuzz;

import java.util.List;

/**
 * One way by which foreign text comes in.
 *
 * @param name the name of its folder of findings and of its run
 * @param seeds folders of texts to begin with
 * @param entrance takes a text, and throws where something is asserted that does not hold
 */
record Door(String name, List<String> seeds, Entrance entrance) {

  /** Takes one text. */
  interface Entrance {
    void enter(String text) throws Exception;
  }

  Door {
    seeds = List.copyOf(seeds);
  }

  @Override
  public String toString() {
    return name;
  }
}
