package org.attune.persistence;

import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.hibernate.boot.Metadata;
import org.hibernate.boot.spi.BootstrapContext;
import org.hibernate.engine.jdbc.connections.spi.ConnectionProvider;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.integrator.spi.Integrator;
import org.hibernate.service.spi.SessionFactoryServiceRegistry;

/**
 * Brings the tables up to date before Hibernate compares them with the entities; any bean of ours
 * would come too late for that.
 */
public final class Migrations implements Integrator {

  /**
   * Where the scripts lie, on the class path; in the source tree it is {@code deploy/server/db}.
   */
  static final String SCRIPTS = "classpath:org/attune/db/migration";

  @Override
  public void integrate(
      Metadata metadata, BootstrapContext context, SessionFactoryImplementor sessions) {
    var database =
        sessions
            .getServiceRegistry()
            .requireService(ConnectionProvider.class)
            .unwrap(DataSource.class);
    migrate(database);
  }

  @Override
  public void disintegrate(
      SessionFactoryImplementor sessions, SessionFactoryServiceRegistry registry) {
    // Nothing was taken that would have to be given back.
  }

  private static void migrate(DataSource database) {
    Flyway.configure(Migrations.class.getClassLoader())
        .dataSource(database)
        .locations(SCRIPTS)
        .table("schema_history")
        .failOnMissingLocations(true)
        // The server's job repository may have made its own tables there before us.
        .baselineOnMigrate(true)
        .baselineVersion("0")
        .load()
        .migrate();
  }
}
