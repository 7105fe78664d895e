package org.attune.fhir.chart;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.inject.Inject;
import java.util.List;
import org.attune.fhir.client.EhrClient;
import org.attune.fhir.client.FhirR4;
import org.attune.settings.SystemSettings;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * At deployment: refuses wrong settings of the FHIR side, and loads FHIR's definitions beside the
 * deployment, not in it.
 */
@Singleton
@Startup
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class WarmUp {

  private static final Logger LOG = LoggerFactory.getLogger(WarmUp.class);

  /** The beginnings of the settings that are ours to check. */
  private static final List<String> OURS = List.of("ehr.", "scope.", "fhir.");

  @Resource private @Nullable ManagedExecutorService executor;
  private @Nullable FhirR4 definitions;

  /** Checks the settings; the container calls it once, with the beans of this module. */
  @Inject
  void check(
      SystemSettings settings,
      FhirR4 fhir,
      EhrClient ehr,
      Readers readers,
      CancellationTimes cancellationTimes) {
    settings.check(List.of(ehr, readers, cancellationTimes), OURS);
    if (readers.nothingInScope()) {
      LOG.warn(
          "Nothing says what psychotherapy is in this hospital, so nothing will be read; set"
              + " attune.scope.services");
    }
    definitions = fhir;
  }

  @PostConstruct
  void warm() {
    if (executor != null && definitions != null) {
      executor.execute(definitions::warm);
    }
  }
}
