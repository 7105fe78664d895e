package org.attune.checks.slices;

import jakarta.ejb.Local;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.attune.access.ClientSearch;
import org.attune.access.Sought;
import org.attune.ehr.EhrUnavailable;
import org.attune.therapy.PatientId;

/** Finds whom it was told that it would. */
@Stateless
@Local(ClientSearch.class)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class HospitalToFind implements ClientSearch {

  /** Whom it finds, of as many as there are by what somebody looks for. */
  static final Map<Sought, Found> KNOWN = new ConcurrentHashMap<>();

  /** Who looked for whom. */
  static final List<String> ASKED = new CopyOnWriteArrayList<>();

  /** One client is found, and nobody else. */
  static void knows(Sought sought, PatientId... patients) {
    KNOWN.put(sought, new Found(Set.of(patients), false));
  }

  @Override
  public Found find(String user, Sought sought, int most) throws EhrUnavailable {
    if (Hospital.silent) {
      throw new EhrUnavailable("The hospital does not answer.", null);
    }
    ASKED.add(user);
    return KNOWN.getOrDefault(sought, new Found(Set.of(), false));
  }
}
