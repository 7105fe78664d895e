package org.attune.checks.slices;

import java.io.IOException;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.JavaArchive;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.extension.ExtendWith;

/** The same on a real PostgreSQL, which ends with this process. */
@ExtendWith(ArquillianExtension.class)
class WorklistExtrasOnPostgresIT extends WorklistExtrasChecks {

  @Deployment(name = "driver", order = 1, testable = false)
  static JavaArchive driver() {
    return LedgerOnPostgresIT.driver();
  }

  @Deployment(order = 2)
  static WebArchive slice() throws IOException {
    return Slice.onPostgres(extras("unused"), LedgerOnPostgresIT.DRIVER);
  }
}
