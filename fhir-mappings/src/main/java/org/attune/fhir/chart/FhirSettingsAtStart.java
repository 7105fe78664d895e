package org.attune.fhir.chart;

import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.List;
import org.attune.fhir.capabilities.Capabilities;
import org.attune.fhir.client.CdsClients;
import org.attune.fhir.client.EhrClient;
import org.attune.settings.SystemSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * At deployment: refuses wrong settings of the FHIR side. FHIR's definitions are loaded by the
 * first round, after the deployment and not in it.
 */
@Singleton
@Startup
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class FhirSettingsAtStart {

  private static final Logger LOG = LoggerFactory.getLogger(FhirSettingsAtStart.class);

  /** The beginnings of the settings that are ours to check. */
  private static final List<String> OURS = List.of("ehr.", "scope.", "fhir.", "cds.");

  /** Checks the settings; the container calls it once, with the beans of this module. */
  @Inject
  void check(
      SystemSettings settings,
      EhrClient ehr,
      Readers readers,
      CancellationTimes cancellationTimes,
      Capabilities capabilities,
      CdsClients callers) {
    settings.check(List.of(ehr, readers, cancellationTimes, capabilities, callers), OURS);
    if (readers.nothingInScope()) {
      LOG.warn(
          "Nothing says what psychotherapy is in this hospital, so nothing will be read; set"
              + " attune.scope.services");
    }
  }
}
