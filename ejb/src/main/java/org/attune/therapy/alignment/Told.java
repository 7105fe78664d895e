package org.attune.therapy.alignment;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.attune.therapy.Source;
import org.jspecify.annotations.Nullable;

/**
 * Something that the record tells, with the records that tell it; or that it is not known.
 *
 * @param value what is told, or null where it is not known
 * @param at when it was told, or null where that is not known
 * @param evidence the records that tell it; none where it is not known
 * @param <T> what kind of thing
 */
public record Told<T>(@Nullable T value, @Nullable Instant at, List<Source> evidence) {

  public Told {
    evidence = evidence.stream().distinct().sorted().toList();
    if ((value == null) != evidence.isEmpty()) {
      throw new IllegalArgumentException("what is told needs evidence, and only that has any");
    }
  }

  /** Not known. */
  public static <T> Told<T> unknown() {
    return new Told<>(null, null, List.of());
  }

  /** What one record tells, if it tells it. */
  static <T> Told<T> by(Source source, @Nullable Instant at, @Nullable T value) {
    return value == null ? unknown() : new Told<>(value, at, List.of(source));
  }

  /** What several records tell together. */
  static <T> Told<T> by(Collection<Source> sources, T value) {
    return new Told<>(value, null, List.copyOf(sources));
  }

  /** Whether it is known. */
  public boolean known() {
    return value != null;
  }

  /** Whether it is known to be just this. */
  public boolean is(T other) {
    return other.equals(value);
  }
}
