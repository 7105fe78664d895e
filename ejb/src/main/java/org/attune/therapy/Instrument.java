package org.attune.therapy;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What the rules and the mappers must know of one questionnaire; read from its data file.
 *
 * @param id its short name
 * @param name its name for people
 * @param kind what it measures
 * @param direction which way is better
 * @param minimum the lowest possible total
 * @param maximum the highest possible total
 * @param withinPersonSd how much one client's scores usually vary, in points; stands in until the
 *     service's own figure is known; 0 where nothing is known
 * @param reliableChange the change that exceeds measurement error, or null
 * @param cutOff the score that somebody draws a line at, or null
 * @param canonicals canonical URLs under which the form is known, without version
 * @param codes codes under which it is known, as {@code system|code}
 * @param items its items; empty where the licence lets us take the total only
 * @param combining how a total is made of the items
 * @param missingAllowed how many items may be missing when the rest is prorated
 * @param parts subscales and single items of interest that may arrive ready and do not make up the
 *     total
 * @param totals link ids and codes under which a ready total may stand
 * @param licence under what terms it may be used
 * @param unverified which of its figures nobody has checked against a source
 */
public record Instrument(
    InstrumentId id,
    String name,
    Kind kind,
    Direction direction,
    double minimum,
    double maximum,
    double withinPersonSd,
    @Nullable ReliableChange reliableChange,
    @Nullable CutOff cutOff,
    List<String> canonicals,
    List<String> codes,
    List<Item> items,
    Combining combining,
    int missingAllowed,
    List<Part> parts,
    List<String> totals,
    String licence,
    Set<Figure> unverified) {

  /** A figure that may be checked against a source, or not. */
  public enum Figure {
    /** The lowest and highest total. */
    RANGE,
    /** The lowest and highest score of its parts. */
    PARTS,
    /** The change that exceeds measurement error. */
    RELIABLE_CHANGE,
    /** The line somebody draws. */
    CUT_OFF;

    /** As data files write it. */
    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** What an instrument measures. */
  public enum Kind {
    /** The working relationship, session by session. */
    ALLIANCE,
    /** How the client is doing. */
    OUTCOME,
    /** How far goals of the client's own were reached. */
    GOALS,
    /** How ready somebody is for a change. */
    READINESS,
    /** How steps between two sessions went. */
    HOMEWORK,
    /** How much somebody minds being told what to do; a form's score, never inferred. */
    REACTANCE
  }

  /** Which way is better. */
  public enum Direction {
    HIGHER_IS_BETTER,
    LOWER_IS_BETTER,
    /** Neither: the score says which way to work, not how well it goes. */
    NEITHER
  }

  /** How a total is made of the items. */
  public enum Combining {
    /** Their sum, each times its weight. */
    SUM,
    /** The mean of those that were answered. */
    MEAN
  }

  /** Which side of a cut-off is meant, and whether the line itself belongs to it. */
  public enum Comparator {
    BELOW,
    AT_OR_BELOW,
    AT_OR_ABOVE,
    ABOVE;

    /** As data files write it. */
    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /**
   * A line that somebody draws through the scores.
   *
   * @param points where
   * @param comparator which side is meant
   * @param source who draws it
   */
  public record CutOff(double points, Comparator comparator, String source) {

    /** Whether a score lies on the side that is meant. */
    public boolean reachedBy(double total) {
      return switch (comparator) {
        case BELOW -> total < points;
        case AT_OR_BELOW -> total <= points;
        case AT_OR_ABOVE -> total >= points;
        case ABOVE -> total > points;
      };
    }
  }

  /**
   * A ready score besides the total.
   *
   * @param name the name it is kept under
   * @param names link ids and codes under which it may stand
   * @param minimum its lowest value
   * @param maximum its highest value
   */
  public record Part(String name, List<String> names, double minimum, double maximum) {

    public Part {
      names = List.copyOf(names);
    }
  }

  /**
   * The smallest change that exceeds measurement error.
   *
   * @param points the change in points of the total
   * @param sd the standard deviation behind it, or null where the source gives only the points
   * @param reliability the reliability behind it, or null
   * @param source where the figure is from
   */
  public record ReliableChange(
      double points, @Nullable Double sd, @Nullable Double reliability, String source) {}

  /**
   * One item.
   *
   * @param names link ids and codes under which it may stand
   * @param minimum its lowest value
   * @param maximum its highest value
   * @param weight what it is multiplied by in the sum
   * @param part the subscale it counts towards, or the name it is kept under, or null
   */
  public record Item(
      List<String> names, double minimum, double maximum, double weight, @Nullable String part) {

    public Item {
      names = List.copyOf(names);
    }
  }

  public Instrument {
    canonicals = List.copyOf(canonicals);
    codes = List.copyOf(codes);
    items = List.copyOf(items);
    parts = List.copyOf(parts);
    totals = List.copyOf(totals);
    unverified = Collections.unmodifiableSet(new TreeSet<>(unverified));
  }

  /** The best total there is. */
  public double best() {
    return higherIsBetter() ? maximum : minimum;
  }

  /** Whether a higher score is better; neither way counts as no. */
  public boolean higherIsBetter() {
    return direction == Direction.HIGHER_IS_BETTER;
  }
}
