package org.attune.checks.slices;

import jakarta.ejb.Local;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.attune.access.Colleagues;
import org.attune.ehr.EhrUnavailable;

/** Knows every Practitioner by a name made of their id. */
@Stateless
@Local(Colleagues.class)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class HospitalToKnow implements Colleagues {

  /** Who asked last for a name. */
  static volatile String asker = "";

  /** Whether it says nothing of its staff. */
  static volatile boolean silent;

  /** Whether it gives out to us who works where. */
  static volatile boolean open = true;

  /** How many work at each unit. */
  static volatile int many = 1;

  @Override
  public Map<String, String> names(String user, Collection<String> practitioners)
      throws EhrUnavailable {
    if (silent) {
      throw new EhrUnavailable("silent", null);
    }
    asker = user;
    return practitioners.stream()
        .filter(each -> each.startsWith("Practitioner/"))
        .distinct()
        .collect(
            Collectors.toMap(
                each -> each, each -> "Dr " + each.substring("Practitioner/".length())));
  }

  @Override
  public Optional<Found> at(String user, String unit, int most) throws EhrUnavailable {
    if (silent) {
      throw new EhrUnavailable("silent", null);
    }
    if (!open) {
      return Optional.empty();
    }
    var id = unit.substring(unit.indexOf('/') + 1);
    var names = new TreeMap<>(Map.of("Practitioner/of-" + id, "Ada of " + id));
    for (int n = 1; n < many; n++) {
      names.put("Practitioner/of-" + id + "-" + n, "Ada of " + id + " " + n);
    }
    return Optional.of(new Found(names, false));
  }

  @Override
  public Map<String, String> units(String user, Collection<String> units) throws EhrUnavailable {
    if (silent) {
      throw new EhrUnavailable("silent", null);
    }
    return units.stream().collect(Collectors.toMap(each -> each, each -> "Unit " + each));
  }
}
