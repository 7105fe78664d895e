package org.attune.checks.slices;

import jakarta.ejb.Local;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.attune.access.LaunchRefused;
import org.attune.access.SmartLaunch;
import org.attune.ehr.EhrUnavailable;
import org.attune.therapy.Labels;
import org.attune.therapy.PatientId;

/** To come from: whoever signs in is whom the test names. */
@Stateless
@Local(SmartLaunch.class)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class HospitalToEnter implements SmartLaunch {

  static volatile Arrival arrival;

  /** Who comes for a caseload. */
  static volatile String staff = "Practitioner/t1";

  /** Whom the EHR does not let them see. */
  static volatile Set<PatientId> hidden = Set.of();

  @Override
  public URI depart(Journey journey, String state) throws EhrUnavailable, LaunchRefused {
    return URI.create("https://hospital.example/authorize?state=" + state);
  }

  @Override
  public Arrival arrive(Journey journey, Brought brought) throws EhrUnavailable, LaunchRefused {
    return arrival;
  }

  @Override
  public StaffArrival arriveForCaseload(
      Journey journey, Brought brought, Function<String, List<PatientId>> treatedBy) {
    var seen =
        treatedBy.apply(staff).stream()
            .filter(patient -> !hidden.contains(patient))
            .map(patient -> new Seen(patient, Labels.NONE, false))
            .toList();
    return new StaffArrival(staff, true, seen);
  }
}
