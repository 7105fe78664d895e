package org.attune.fhir.writeback;

import jakarta.ejb.Local;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.attune.access.AuditEntry;
import org.attune.access.AuditRepository;
import org.attune.access.AuditTrail;
import org.attune.ehr.EhrUnavailable;
import org.attune.fhir.client.EhrClient;
import org.attune.fhir.client.FhirR4;
import org.attune.settings.Settings;
import org.hl7.fhir.r4.model.Bundle;

/** Sends accounts as AuditEvents, all in one batch, to the EHR or to the site's repository. */
@Stateless
@Local(AuditRepository.class)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class FhirAuditRepository implements AuditRepository {

  /** Not a word on the event itself: our account, our haste, or a fault of the repository. */
  private static final Set<Integer> NOT_NOW = Set.of(401, 403, 408, 425, 429);

  private final EhrClient ehr;
  private final FhirR4 fhir;
  private final Settings settings;

  @Inject
  public FhirAuditRepository(EhrClient ehr, FhirR4 fhir, Settings settings) {
    this.ehr = ehr;
    this.fhir = fhir;
    this.settings = settings;
  }

  @Override
  public List<Fate> take(List<AuditEntry> entries) throws EhrUnavailable {
    var batch = new Bundle().setType(Bundle.BundleType.BATCH);
    for (var entry : entries) {
      batch
          .addEntry()
          .setResource(AuditEvents.of(entry, ehr.bases().get(0)))
          .getRequest()
          .setMethod(Bundle.HTTPVerb.POST)
          .setUrl("AuditEvent");
    }
    var to = settings.get(AuditTrail.TO);
    var answer =
        to.equals(AuditTrail.EHR) ? ehr.post("", batch, null) : ehr.postElsewhere(to, batch);
    if (!answer.ok()) {
      throw new EhrUnavailable(
          "the repository of attune.audit.to answered "
              + answer.status()
              + " to a batch of AuditEvents; let Attune create AuditEvent there.",
          answer.retryAfter(),
          null);
    }
    return fates(answer.body(), entries.size());
  }

  private List<Fate> fates(String body, int count) {
    var fates = new ArrayList<Fate>();
    fhir.parse(body)
        .filter(Bundle.class::isInstance)
        .map(Bundle.class::cast)
        .ifPresent(
            said ->
                said.getEntry().forEach(entry -> fates.add(fate(entry.getResponse().getStatus()))));
    while (fates.size() < count) {
      fates.add(Fate.LATER);
    }
    return fates;
  }

  private static Fate fate(String status) {
    var code = status == null ? "" : status.strip().split(" ", 2)[0];
    if (!code.matches("[1-5]\\d\\d")) {
      return Fate.LATER;
    }
    int number = Integer.parseInt(code);
    if (number < 300) {
      return Fate.TAKEN;
    }
    return number < 400 || number >= 500 || NOT_NOW.contains(number) ? Fate.LATER : Fate.REFUSED;
  }
}
