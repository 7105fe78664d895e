package org.attune.checks.slices;

import java.io.IOException;
import org.flywaydb.database.cockroachdb.CockroachDBDatabaseType;
import org.flywaydb.database.postgresql.PostgreSQLDatabaseType;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.importer.ZipImporter;
import org.jboss.shrinkwrap.api.spec.JavaArchive;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.extension.ExtendWith;
import org.postgresql.Driver;

/** The same promises on a real PostgreSQL, which ends with this process. */
@ExtendWith(ArquillianExtension.class)
class LedgerOnPostgresIT extends LedgerChecks {

  static final String DRIVER = "postgresql.jar";

  @Deployment(name = "driver", order = 1, testable = false)
  static JavaArchive driver() {
    return ShrinkWrap.create(ZipImporter.class, DRIVER)
        .importFrom(Slice.jarOf(Driver.class))
        .as(JavaArchive.class);
  }

  @Deployment(order = 2)
  static WebArchive slice() throws IOException {
    var postgres = Slice.postgres();
    return Slice.of(LedgerIT.PACKAGES)
        .with(Facts.class, LedgerChecks.class)
        .withDatabase(DRIVER, postgres.getJdbcUrl("postgres", "postgres"), "postgres", "postgres")
        .addAsLibraries(
            Slice.jarOf(PostgreSQLDatabaseType.class), Slice.jarOf(CockroachDBDatabaseType.class));
  }
}
