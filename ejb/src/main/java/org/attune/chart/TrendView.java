package org.attune.chart;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How it went over time.
 *
 * @param series ratings and scores
 * @param sessions every booked hour
 * @param marks what else happened
 */
public record TrendView(List<Series> series, List<SessionView> sessions, List<Mark> marks) {

  /** Nothing at all. */
  static final TrendView NOTHING = new TrendView(List.of(), List.of(), List.of());

  public TrendView {
    series = List.copyOf(series);
    sessions = List.copyOf(sessions);
    marks = List.copyOf(marks);
  }

  /**
   * Ratings or scores of one kind.
   *
   * @param id names it within the chart
   * @param course of which course
   * @param name its name
   * @param kind {@code alliance} or {@code outcome}
   * @param respondent {@code client} or {@code therapist}
   * @param min the lowest there can be
   * @param max the highest there can be
   * @param higherIsBetter whether more is better
   * @param unit what is counted
   * @param points the ratings, oldest first
   * @param usual the person's own range, or null until there is enough
   * @param reliableChange within these a change from the first score is no more than measurement
   *     error; null where nobody knows
   * @param cutOff the line that somebody draws, or null
   * @param state {@code enough} or {@code not-enough} to speak of a pattern
   * @param needed how many are needed for that
   * @param have how many there are
   */
  public record Series(
      String id,
      String course,
      String name,
      String kind,
      String respondent,
      double min,
      double max,
      boolean higherIsBetter,
      String unit,
      List<Point> points,
      @Nullable Usual usual,
      @Nullable Band reliableChange,
      @Nullable CutOff cutOff,
      String state,
      int needed,
      int have) {
    public Series {
      points = List.copyOf(points);
    }
  }

  /**
   * One rating.
   *
   * @param at when
   * @param value how much
   * @param reference the record
   * @param form the language of the form, or null where it does not say
   * @param signal the signal that rests on it, or null
   */
  public record Point(
      Instant at, double value, String reference, @Nullable String form, @Nullable String signal) {}

  /** The range in which this person's ratings usually lie, and what it rests on. */
  public record Usual(double low, double high, Instant from, int basedOn) {}

  /** From here to there. */
  public record Band(double low, double high) {}

  /** A line through the scores, in words, and who draws it. */
  public record CutOff(double value, String text, String source) {}

  /**
   * A booked hour.
   *
   * @param at when it began or is to begin
   * @param outcome how it ended
   * @param text the same in words, with the reason
   * @param therapist with whom, as a reference, or null
   * @param modality {@code in-person}, {@code video} or {@code phone}
   * @param reference the record
   * @param course of which course
   */
  public record SessionView(
      Instant at,
      String outcome,
      String text,
      @Nullable String therapist,
      String modality,
      String reference,
      String course) {}

  /**
   * Something that happened.
   *
   * @param at when
   * @param kind {@code therapist-change}, {@code form-change}, {@code rupture}, {@code repair} or
   *     {@code life-event}
   * @param text in words
   */
  public record Mark(Instant at, String kind, String text) {}
}
