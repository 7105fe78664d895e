package org.attune.benchmarks;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Persistence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.attune.ledger.Ledger;
import org.attune.safety.SafetyWatch;
import org.attune.settings.GivenSettings;
import org.attune.therapy.PatientId;
import org.h2.jdbcx.JdbcConnectionPool;
import org.postgresql.ds.PGConnectionPoolDataSource;

/** An empty ledger in a real database, with the same classes and migrations as in the server. */
final class Store implements AutoCloseable {

  private final EntityManagerFactory sessions;
  private final End end;

  /** Closes what lies behind it. */
  private interface End {
    /** Closes it. */
    void close() throws IOException;
  }

  private Store(DataSource source, End end) {
    this.end = end;
    this.sessions =
        Persistence.createEntityManagerFactory(
            "attune",
            Map.of(
                "jakarta.persistence.transactionType",
                "RESOURCE_LOCAL",
                "jakarta.persistence.nonJtaDataSource",
                source));
  }

  static Store open(String database, Path folder) throws IOException {
    if (database.equals("h2")) {
      var file = folder.resolve("ledger").toAbsolutePath();
      Files.deleteIfExists(Path.of(file + ".mv.db"));
      // As the server has it: what was committed is on disk.
      var url = "jdbc:h2:file:" + file + ";WRITE_DELAY=0";
      var pool = JdbcConnectionPool.create(url, "attune", "");
      // Whoever left a connection open would find the same database in the next round, full.
      return new Store(pool, pool::dispose).requireNothing();
    }
    if (database.startsWith("jdbc:postgresql:")) {
      var pool = pool(database);
      empty(pool);
      return new Store(pool, pool::dispose).requireNothing();
    }
    if (!database.equals("postgresql")) {
      throw new IllegalArgumentException("the database is h2, postgresql or a JDBC URL of it");
    }
    // As the server has it: what was committed is on disk.
    var server = EmbeddedPostgres.builder().setServerConfig("synchronous_commit", "on").start();
    var pool = pool(server.getJdbcUrl("postgres", "postgres"));
    return new Store(
            pool,
            () -> {
              pool.dispose();
              server.close();
            })
        .requireNothing();
  }

  // The server's data source keeps its connections open, too.
  private static JdbcConnectionPool pool(String url) {
    var source = new PGConnectionPoolDataSource();
    source.setUrl(url);
    return JdbcConnectionPool.create(source);
  }

  private static void empty(DataSource source) throws IOException {
    try (var connection = source.getConnection();
        var statement = connection.createStatement()) {
      statement.execute("drop schema public cascade");
      statement.execute("create schema public");
    } catch (SQLException refused) {
      throw new IOException("the database cannot be emptied", refused);
    }
  }

  /** For one thread. */
  Session session() {
    return new Session(sessions.createEntityManager());
  }

  /** All clients, in order. */
  List<PatientId> patients() {
    try (var session = session()) {
      return session
          .database()
          .createQuery("select c.patient from KnownClient c order by c.patient", String.class)
          .getResultStream()
          .map(PatientId::new)
          .toList();
    }
  }

  /** Whatever is known already costs nothing to keep. */
  private Store requireNothing() {
    if (!patients().isEmpty()) {
      throw new IllegalStateException("the ledger is not empty");
    }
    return this;
  }

  /** An import that keeps next to nothing would be quick and worth nothing. */
  void requireMeaningfulWork(int clients) {
    try (var session = session()) {
      long known = session.run(session.ledger()::clients);
      if (known < clients * 9L / 10) {
        throw new IllegalStateException(known + " of " + clients + " clients came into scope");
      }
    }
  }

  @Override
  public void close() throws IOException {
    sessions.close();
    end.close();
  }

  /** A ledger for one thread. */
  static final class Session implements AutoCloseable {

    private final EntityManager database;
    private final Ledger ledger;

    private Session(EntityManager database) {
      this.database = database;
      var clock = Clock.systemUTC();
      var settings = new GivenSettings(Map.of());
      this.ledger = new Ledger(database, new SafetyWatch(database, settings, clock), clock);
    }

    EntityManager database() {
      return database;
    }

    Ledger ledger() {
      return ledger;
    }

    /** Does something in a transaction, all or nothing. */
    <T> T run(Supplier<T> work) {
      var transaction = database.getTransaction();
      transaction.begin();
      try {
        var done = work.get();
        transaction.commit();
        return done;
      } finally {
        if (transaction.isActive()) {
          transaction.rollback();
        }
        // In the server each transaction has a session of its own.
        database.clear();
      }
    }

    @Override
    public void close() {
      database.close();
    }
  }
}
