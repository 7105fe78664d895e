package org.attune.checks.slices;

import jakarta.ejb.Local;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;
import org.attune.access.Colleagues;

/** Knows every Practitioner by a name made of their id. */
@Stateless
@Local(Colleagues.class)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class HospitalToKnow implements Colleagues {

  @Override
  public Map<String, String> names(String user, Collection<String> practitioners) {
    return practitioners.stream()
        .filter(each -> each.startsWith("Practitioner/"))
        .distinct()
        .collect(
            Collectors.toMap(
                each -> each, each -> "Dr " + each.substring("Practitioner/".length())));
  }
}
