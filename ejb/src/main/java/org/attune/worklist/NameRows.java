package org.attune.worklist;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.attune.access.Banner;
import org.attune.access.Banners;
import org.attune.access.Colleagues;
import org.attune.agenda.WorkItems;
import org.attune.ehr.EhrUnavailable;
import org.attune.therapy.PatientId;

/** Asks the EHR who the clients on a page of a worklist are; nothing of it is kept. */
@ApplicationScoped
public class NameRows {

  private final WorkItems items;
  private final Rows rows;
  private final Banners banners;
  private final Colleagues colleagues;

  @Inject
  NameRows(WorkItems items, Rows rows, Banners banners, Colleagues colleagues) {
    this.items = items;
    this.rows = rows;
    this.banners = banners;
    this.colleagues = colleagues;
  }

  /**
   * Who some clients are; of whom nothing may be shown, nobody is asked.
   *
   * @throws EhrUnavailable when the EHR does not say
   */
  public Map<PatientId, Banner> of(Desk desk, List<PatientId> patients) throws EhrUnavailable {
    var known = items.inReach(rows.reach(desk), patients);
    var asked =
        patients.stream().filter(known::contains).distinct().limit(ShowWorklist.ROWS).toList();
    return asked.isEmpty() ? Map.of() : banners.of(desk.user(), asked);
  }

  /**
   * What those of somebody's units are called that the EHR names.
   *
   * @return empty where it does not say just now
   */
  public Optional<Map<String, String>> units(Desk desk, List<String> units) {
    var asked = units.stream().filter(desk.units()::contains).distinct().toList();
    try {
      return Optional.of(asked.isEmpty() ? Map.of() : colleagues.units(desk.user(), asked));
    } catch (EhrUnavailable notNow) {
      return Optional.empty();
    }
  }

  /**
   * What the names of colleagues are; clients have theirs anyhow.
   *
   * @return empty where the EHR does not say just now
   */
  public Optional<Map<String, String>> colleagues(Desk desk, List<String> staff) {
    try {
      return Optional.of(staff.isEmpty() ? Map.of() : colleagues.names(desk.user(), staff));
    } catch (EhrUnavailable notNow) {
      return Optional.empty();
    }
  }
}
