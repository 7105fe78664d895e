package org.attune.therapy;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the rules and the mappers must know of one questionnaire; read from its data file.
 *
 * @param id its short name
 * @param name its name for people
 * @param kind what it measures
 * @param higherIsBetter which way is better
 * @param minimum the lowest possible total
 * @param maximum the highest possible total
 * @param withinPersonSd how much one client's scores usually vary, in points; stands in until the
 *     service's own figure is known; 0 where nothing is known
 * @param reliableChange the change that exceeds measurement error, or null
 * @param canonicals canonical URLs under which the form is known, without version
 * @param codes codes under which it is known, as {@code system|code}
 * @param items its items; empty where the licence lets us take the total only
 * @param missingAllowed how many items may be missing when the rest is prorated
 * @param totals link ids and codes under which a ready total may stand
 * @param licence under what terms it may be used
 */
public record Instrument(
    InstrumentId id,
    String name,
    Kind kind,
    boolean higherIsBetter,
    double minimum,
    double maximum,
    double withinPersonSd,
    @Nullable ReliableChange reliableChange,
    List<String> canonicals,
    List<String> codes,
    List<Item> items,
    int missingAllowed,
    List<String> totals,
    String licence) {

  /** What an instrument measures. */
  public enum Kind {
    /** The working relationship, session by session. */
    ALLIANCE,
    /** How the client is doing. */
    OUTCOME
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
   * @param part the subscale it counts towards, or the name it is kept under, or null
   */
  public record Item(List<String> names, double minimum, double maximum, @Nullable String part) {

    public Item {
      names = List.copyOf(names);
    }
  }

  public Instrument {
    canonicals = List.copyOf(canonicals);
    codes = List.copyOf(codes);
    items = List.copyOf(items);
    totals = List.copyOf(totals);
  }
}
