package org.attune.checks.slices;

import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.extension.ExtendWith;

/** The ledger on the database that comes with the server. */
@ExtendWith(ArquillianExtension.class)
class LedgerIT extends LedgerChecks {

  static final String[] PACKAGES = {
    "therapy", "ehr", "instruments", "settings", "time", "persistence", "safety", "ledger"
  };

  @Deployment
  static WebArchive slice() {
    return Slice.of(PACKAGES).with(Facts.class, LedgerChecks.class).withTestDatabase();
  }
}
