package org.attune.therapy;

import java.util.function.Function;

/**
 * What came of reading one resource of the EHR: a fact, a gap with its reason, or nothing that
 * concerns a course of psychotherapy.
 *
 * @param <T> what a fact would be
 */
public sealed interface Reading<T> {

  /** Goes on with a fact; a gap, and everything else, stays what it is. */
  default <R> Reading<R> then(Function<? super T, Reading<R>> next) {
    if (this instanceof Fact<T> fact) {
      return next.apply(fact.value());
    }
    if (this instanceof Gap<T> gap) {
      return new Gap<>(gap.reason());
    }
    return this instanceof Withdrawn<T> ? new Withdrawn<>() : new OutOfScope<>();
  }

  /** The resource was understood. */
  record Fact<T>(T value) implements Reading<T> {}

  /** The resource should have told us something and could not; counted, kept, never guessed at. */
  record Gap<T>(GapReason reason) implements Reading<T> {}

  /**
   * The EHR took it back: deleted, or entered in error. Facts read from it earlier no longer hold.
   */
  record Withdrawn<T>() implements Reading<T> {}

  /** It belongs to another clinic or says nothing we use; it is not stored. */
  record OutOfScope<T>() implements Reading<T> {}
}
