package org.attune.benchmarks;

import ca.uhn.fhir.context.FhirContext;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Persistence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.attune.ehr.Bookmark;
import org.attune.ehr.ChartEntry;
import org.attune.ehr.ChartPage;
import org.attune.ehr.Feed;
import org.attune.fhir.chart.ResourceReader;
import org.attune.ledger.Ledger;
import org.attune.safety.SafetyWatch;
import org.attune.settings.GivenSettings;
import org.h2.jdbcx.JdbcConnectionPool;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/** An empty ledger in a real database, filled page by page by the same classes as in the server. */
final class Store implements Import.Taker, AutoCloseable {

  private static final int PAGE = 1_000;

  private final EntityManagerFactory sessions;
  private final EntityManager database;
  private final Ledger ledger;
  private final ResourceReader reader = Mapping.reader(FhirContext.forR4Cached());
  private final List<ChartEntry> page = new ArrayList<>();
  private final @Nullable EmbeddedPostgres server;

  private Store(DataSource source, @Nullable EmbeddedPostgres server) {
    this.server = server;
    this.sessions =
        Persistence.createEntityManagerFactory(
            "attune",
            Map.of(
                "jakarta.persistence.transactionType",
                "RESOURCE_LOCAL",
                "jakarta.persistence.nonJtaDataSource",
                source));
    this.database = sessions.createEntityManager();
    var clock = Clock.systemUTC();
    var settings = new GivenSettings(Map.of());
    this.ledger = new Ledger(database, new SafetyWatch(database, settings, clock), clock);
  }

  static Store open(String database, Path folder) throws IOException {
    if (database.equals("h2")) {
      var file = folder.resolve("ledger").toAbsolutePath();
      Files.deleteIfExists(Path.of(file + ".mv.db"));
      return new Store(JdbcConnectionPool.create("jdbc:h2:file:" + file, "attune", ""), null);
    }
    if (database.startsWith("jdbc:postgresql:")) {
      var source = new PGSimpleDataSource();
      source.setUrl(database);
      empty(source);
      return new Store(source, null);
    }
    if (!database.equals("postgresql")) {
      throw new IllegalArgumentException("the database is h2, postgresql or a JDBC URL of it");
    }
    var server = EmbeddedPostgres.builder().start();
    return new Store(server.getPostgresDatabase(), server);
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

  @Override
  public void take(Feed feed, String line) {
    page.add(reader.read(line));
    if (page.size() >= PAGE) {
      flush(feed);
    }
  }

  /** Stores what has come since. */
  void flush(Feed feed) {
    database.getTransaction().begin();
    ledger.take(feed, Bookmark.START, new ChartPage(page, Bookmark.START, false));
    database.getTransaction().commit();
    // In the server each transaction has a session of its own.
    database.clear();
    page.clear();
  }

  /** An import that keeps next to nothing would be quick and worth nothing. */
  void requireMeaningfulWork(int clients) {
    database.getTransaction().begin();
    long known = ledger.clients();
    database.getTransaction().commit();
    if (known < clients * 9L / 10) {
      throw new IllegalStateException(known + " of " + clients + " clients came into scope");
    }
  }

  @Override
  public void close() throws IOException {
    database.close();
    sessions.close();
    if (server != null) {
      server.close();
    }
  }
}
