package org.attune.chart;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One client's chart in words, as one person may read it. Whatever is not known is null. No name is
 * ever in it.
 *
 * @param asOf the instant of the view
 * @param zone the hospital's time zone, in which people read times
 * @param language the language of the words
 * @param patient whose chart, as a reference
 * @param mode {@code shadow} while the record is told of nothing, else {@code live}
 * @param state {@code ready}, {@code first-load} while the record is being read for the first time,
 *     or {@code nothing-known} of a psychotherapy
 * @param ehrBase what stands before a reference to make it a link
 * @param courses the courses, the earliest first
 * @param signals what stands, most pressing first
 * @param quiet what ended or was set aside lately, the latest first
 * @param relationshipHidden since when the client keeps what they say about the working
 *     relationship to themselves; nothing of it is in this chart then; null where they do not
 * @param trend how it went over time
 */
public record ChartView(
    Instant asOf,
    String zone,
    String language,
    String patient,
    String mode,
    String state,
    String ehrBase,
    List<CourseView> courses,
    List<SignalView> signals,
    List<SignalView> quiet,
    @Nullable Instant relationshipHidden,
    TrendView trend) {

  public ChartView {
    courses = List.copyOf(courses);
    signals = List.copyOf(signals);
    quiet = List.copyOf(quiet);
  }

  /**
   * One course.
   *
   * @param id names it within this chart
   * @param began when it began
   * @param ended when it ended, or null
   * @param therapists who gave sessions in it, as references
   * @param courtOrdered whether a court ordered it
   * @param onHold whether it is paused
   * @param sessionsHeld how many sessions took place
   * @param next when the next session is planned, or null
   */
  public record CourseView(
      String id,
      Instant began,
      @Nullable Instant ended,
      List<String> therapists,
      boolean courtOrdered,
      boolean onHold,
      long sessionsHeld,
      @Nullable Instant next) {
    public CourseView {
      therapists = List.copyOf(therapists);
    }
  }
}
