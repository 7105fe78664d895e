package org.attune.worklist;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.attune.agenda.Matter;
import org.attune.agenda.Units;
import org.attune.agenda.Wanted;
import org.attune.detection.Level;
import org.jspecify.annotations.Nullable;

/** Reads from the words of an address which rows somebody wants to read. */
public final class Wants {

  private static final Set<String> KNOWN =
      Set.of("matter", "level", "seen", "owner", "unit", "goal", "rests");

  private static final Set<String> SHELVES = Set.of(Units.SERVICE, Units.UNPLACED);

  private final Map<String, String> words;
  private boolean understood = true;

  private Wants(Map<String, String> words) {
    this.words = words;
  }

  /**
   * What somebody wants.
   *
   * @param words such as {@code matter=access,service}, {@code level=priority}, {@code seen=no},
   *     {@code owner=me}, {@code owner=nobody}, {@code owner=Practitioner/7}, {@code goal=open},
   *     {@code rests=yes}
   * @param desk who asks
   * @return empty where the words say nothing that is understood
   */
  public static Optional<Wanted> of(Map<String, String> words, Desk desk) {
    var wants = new Wants(words);
    var wanted =
        new Wanted(
            wants.constants("matter", Matter.values()),
            wants.constants("level", Level.values()),
            wants.seen(),
            wants.owner(desk),
            wants.unit(),
            wants.goals(),
            wants.resting());
    return wants.understood && KNOWN.containsAll(words.keySet())
        ? Optional.of(wanted)
        : Optional.empty();
  }

  private <E extends Enum<E>> Set<E> constants(String word, E[] all) {
    var said = words.get(word);
    if (said == null) {
      return Set.of();
    }
    var names = List.of(said.toUpperCase(Locale.ROOT).split(",", -1));
    var found =
        Arrays.stream(all).filter(it -> names.contains(it.name())).collect(Collectors.toSet());
    understood &= found.size() == names.size();
    return found;
  }

  private @Nullable Boolean seen() {
    var said = words.get("seen");
    understood &= said == null || said.equals("yes") || said.equals("no");
    return said == null ? null : Boolean.valueOf(said.equals("yes"));
  }

  private @Nullable String owner(Desk desk) {
    var said = words.get("owner");
    if (said == null) {
      return null;
    }
    understood &= said.equals("me") || said.equals("nobody") || OwnRow.isPerson(said);
    return said.equals("me") ? desk.user() : said.equals("nobody") ? Wanted.NOBODY : said;
  }

  /** A unit, or a shelf of those that belong to none. */
  private @Nullable String unit() {
    var said = words.get("unit");
    understood &= said == null || Units.isUnit(said) || SHELVES.contains(said);
    return said;
  }

  private boolean resting() {
    var said = words.get("rests");
    understood &= said == null || said.equals("yes");
    return said != null;
  }

  private boolean goals() {
    var said = words.get("goal");
    understood &= said == null || said.equals("open");
    return said != null;
  }
}
