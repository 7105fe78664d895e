package org.attune.fhir.chart;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.inject.Inject;
import org.attune.fhir.client.FhirR4;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Loads FHIR's definitions beside the deployment, not in it. */
@Singleton
@Startup
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class WarmUp {

  private static final Logger LOG = LoggerFactory.getLogger(WarmUp.class);

  @Resource private @Nullable ManagedExecutorService executor;
  @Inject private @Nullable FhirR4 fhir;
  @Inject private @Nullable Readers readers;

  @PostConstruct
  void begin() {
    if (readers != null && readers.nothingInScope()) {
      LOG.warn(
          "Nothing says what psychotherapy is in this hospital, so nothing will be read; set"
              + " attune.scope.services");
    }
    if (executor != null && fhir != null) {
      executor.execute(fhir::warm);
    }
  }
}
