package org.attune.therapy;

/**
 * What came of reading one resource of the EHR: a fact, a gap with its reason, or nothing that
 * concerns a course of psychotherapy.
 *
 * @param <T> what a fact would be
 */
public sealed interface Reading<T> {

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
