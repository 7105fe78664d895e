package org.attune.worklist;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.attune.access.Colleagues;
import org.attune.agenda.Units;
import org.attune.agenda.WorkItem;
import org.attune.agenda.WorkItems;
import org.attune.ehr.EhrUnavailable;
import org.attune.worklist.ColleaguesView.Colleague;

/**
 * Asks the EHR who works at the unit of a row; where it lies with no unit, at those of whoever
 * looks. Who of them ever signed in here nobody knows, so all are told of. Nothing of it is kept.
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

  @Inject
  FindColleagues(WorkItems items, Rows rows, Colleagues colleagues) {
    this.items = items;
    this.rows = rows;
    this.colleagues = colleagues;
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
    var found = new ArrayList<Colleague>();
    var units = units(row, desk);
    boolean more = units.size() > UNITS;
    for (var unit : units.subList(0, Math.min(UNITS, units.size()))) {
      var there = colleagues.at(desk.user(), unit, MOST).orElse(null);
      if (there == null) {
        return Optional.of(new ColleaguesView(List.of(), false, true));
      }
      there.names().forEach((who, name) -> found.add(new Colleague(who, name)));
      more |= there.more();
    }
    var all = found.stream().distinct().sorted(Comparator.comparing(Colleague::name)).toList();
    return Optional.of(
        new ColleaguesView(all.stream().limit(MOST).toList(), more || all.size() > MOST, false));
  }

  private static List<String> units(WorkItem row, Desk desk) {
    if (row.kind() == WorkItem.Kind.REQUEST) {
      return List.of();
    }
    return Units.isUnit(row.shelf())
        ? List.of(row.shelf())
        : desk.units().stream().filter(Units::isUnit).toList();
  }
}
