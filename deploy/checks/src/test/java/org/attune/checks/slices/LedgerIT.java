package org.attune.checks.slices;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import org.attune.ledger.Ledger;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ArquillianExtension.class)
class LedgerIT {

  @Deployment
  static WebArchive slice() {
    return Slice.of("therapy", "ehr", "instruments", "settings", "time", "persistence", "ledger")
        .withTestDatabase();
  }

  @Inject Ledger ledger;
  @Inject EntityManager database;

  @Test
  void empty() {
    assertThat(ledger.due(Instant.EPOCH, "", 10)).isEmpty();
  }
}
