package org.attune.worklist;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.attune.access.Colleagues;
import org.attune.agenda.Units;
import org.attune.agenda.WorkItem;
import org.attune.agenda.WorkItems;
import org.attune.ehr.EhrUnavailable;
import org.attune.launch.LetIntoWorklist;
import org.attune.settings.Settings;
import org.attune.worklist.ColleaguesView.Colleague;

/**
 * Asks the EHR who works at the unit of a row; where it lies with no unit, at those of whoever
 * looks, and at those that the site names for whoever works for all. Where that names none, nobody
 * is asked. Who of them ever signed in here nobody knows, so all are told of. Nothing of it is
 * kept.
 */
@ApplicationScoped
public class FindColleagues {

  /** More people than that are not told of. */
  static final int MOST = 200;

  /** At more units than that nobody is looked for. */
  private static final int UNITS = 5;

  private final WorkItems items;
  private final Rows rows;
  private final Colleagues colleagues;
  private final Units units;
  private final Settings settings;

  @Inject
  FindColleagues(
      WorkItems items, Rows rows, Colleagues colleagues, Units units, Settings settings) {
    this.items = items;
    this.rows = rows;
    this.colleagues = colleagues;
    this.units = units;
    this.settings = settings;
  }

  /**
   * Who works there; a request is to one person, and can be given to nobody.
   *
   * @return empty where the row is in nobody's reach who asks
   * @throws EhrUnavailable when the EHR does not say now
   */
  public Optional<ColleaguesView> of(Desk desk, String item) throws EhrUnavailable {
    var row = items.these(rows.reach(desk), List.of(item)).stream().findFirst().orElse(null);
    if (row == null) {
      return Optional.empty();
    }
    var named =
        Stream.concat(units.known().stream(), LetIntoWorklist.knownUnits(settings).stream())
            .collect(Collectors.toSet());
    return Optional.of(told(desk.user(), where(desk, row.kind(), row.shelf(), named), colleagues));
  }

  /**
   * Who works at some units, as far as that can be told.
   *
   * @param units where; at the first few alone, and at none nobody is asked
   */
  static ColleaguesView told(String user, List<String> units, Colleagues colleagues)
      throws EhrUnavailable {
    var found = new ArrayList<Colleague>();
    boolean more = units.size() > UNITS;
    boolean withheld = false;
    for (var unit : units.subList(0, Math.min(UNITS, units.size()))) {
      var there = colleagues.at(user, unit, MOST);
      withheld |= there.isEmpty();
      there.ifPresent(it -> it.names().forEach((who, name) -> found.add(new Colleague(who, name))));
      more |= there.filter(Colleagues.Found::more).isPresent();
    }
    var all = found.stream().distinct().sorted(Comparator.comparing(Colleague::name)).toList();
    return new ColleaguesView(
        all.stream().limit(MOST).toList(), more || all.size() > MOST, withheld, !units.isEmpty());
  }

  /**
   * At which units to ask; none for a request.
   *
   * @param named the units that the site names: who works for all units works for these
   */
  static List<String> where(Desk desk, WorkItem.Kind kind, String shelf, Set<String> named) {
    if (kind == WorkItem.Kind.REQUEST) {
      return List.of();
    }
    if (Units.isUnit(shelf)) {
      return List.of(shelf);
    }
    var theirs = desk.units().contains(Desk.EVERY_UNIT) ? named : desk.units();
    return theirs.stream().filter(Units::isUnit).distinct().sorted().toList();
  }
}
