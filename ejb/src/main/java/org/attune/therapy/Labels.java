package org.attune.therapy;

import java.util.List;
import java.util.stream.Stream;

/**
 * The labels of a fact, each once, in a fixed order.
 *
 * @param all every label
 */
public record Labels(List<SecurityLabel> all) {

  /** No label at all. */
  public static final Labels NONE = new Labels(List.of());

  public Labels {
    all = all.stream().distinct().sorted().toList();
  }

  /** The labels of both. */
  public Labels and(Labels other) {
    if (other.all.isEmpty()) {
      return this;
    }
    return all.isEmpty()
        ? other
        : new Labels(Stream.concat(all.stream(), other.all.stream()).toList());
  }
}
