package org.attune.detection;

import java.util.List;
import java.util.Optional;
import org.attune.norms.ServiceNorms;
import org.attune.settings.Configurable;
import org.attune.therapy.TherapyCourse;

/**
 * Looks at one course for one phenomenon. A detector is a pure function: the same course and norms
 * give the same answer, it keeps nothing, asks no clock and calls nobody. What has begun and what
 * has ended is read from the course itself, by walking through it in the order of time.
 */
public interface Detector extends Configurable {

  /**
   * Its name in lower case with hyphens, such as {@code alliance-drop}; also its catalogue file.
   */
  String id();

  /** The version of its rule; raised whenever the same course could be answered otherwise. */
  int version();

  /** When it runs. */
  default Stage stage() {
    return Stage.COURSE;
  }

  /**
   * Whether it speaks of the working relationship, which a client may keep to themselves; then
   * nothing that it finds is kept, shown or written.
   */
  default boolean aboutRelationship() {
    return false;
  }

  /** Whether it speaks of goals and plans as people have set them, and not of an hour. */
  default boolean aboutPlan() {
    return false;
  }

  /**
   * Judges a course as of its own instant.
   *
   * @param course what is known
   * @param norms what is usual in this service
   * @return what stands at that instant, or empty when there is nothing to say or not enough data
   */
  Optional<Signal> examine(TherapyCourse course, ServiceNorms norms);

  /**
   * The same, by a detector of the last stage, which may ask what the others found.
   *
   * @param before what stands by the detectors before it
   */
  default Optional<Signal> examine(TherapyCourse course, ServiceNorms norms, List<Signal> before) {
    return examine(course, norms);
  }
}
