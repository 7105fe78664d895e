package org.attune.endings;

import com.fasterxml.jackson.databind.JsonNode;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.attune.endings.Watch.Measure;
import org.attune.faults.Picture;
import org.jspecify.annotations.Nullable;

/** What a server goes through: lives that end without a warning, and a last one that does not. */
final class Ordeal implements AutoCloseable {

  /** The ports of the server are the usual ones plus this. */
  static final int OFFSET = Integer.getInteger("kills.port-offset", 900);

  private static final int CLIENTS = 40;
  private static final Measure UNKNOWN = new Measure(0, Duration.ZERO, 0);

  private final Path work = Path.of(System.getProperty("work")).toAbsolutePath().resolve("kills");
  private final Site site;
  private final Path onFile;
  private @Nullable Path onPostgres;
  private @Nullable EmbeddedPostgres postgres;

  Ordeal() throws IOException {
    this(Site.of(CLIENTS));
  }

  Ordeal(Site site) throws IOException {
    this.site = site;
    onFile = withEar(Kit.copy(Kit.installed(), work.resolve("on-file")));
  }

  Site site() {
    return site;
  }

  /**
   * What came of it.
   *
   * @param picture of the record at the end
   * @param kills in the middle of what
   * @param requests how many the hospital had
   * @param measure how much there was to do, where nobody disturbed
   */
  record Outcome(Picture picture, List<String> kills, int requests, Measure measure) {}

  Outcome undisturbed() throws Exception {
    return through(start(work.resolve("undisturbed"), onFile, Map.of()), List.of(), UNKNOWN);
  }

  Outcome killed(long seed, boolean onDatabase, List<Moment> moments, Measure whole)
      throws Exception {
    var folder = work.resolve("killed");
    return through(
        onDatabase
            ? start(folder, onPostgres(), databaseFor(seed))
            : start(folder, onFile, Map.of()),
        moments,
        whole);
  }

  private static Node.Start start(Path folder, Path from, Map<String, String> environment)
      throws IOException {
    return new Node.Start(
        Kit.copy(from, folder), "standalone-full.xml", "one", OFFSET, environment, List.of());
  }

  private Outcome through(Node.Start start, List<Moment> moments, Measure whole) throws Exception {
    try (var hospital = site.hospital()) {
      start.with(site.settings(hospital.port()));
      var kills = new ArrayList<String>();
      int requests = 0;
      for (var moment : moments) {
        try (var node = start.begin();
            var watch = new Watch(moment, whole, node::kill)) {
          hospital.tell(watch);
          until(node, watch);
          kills.add(watch.told());
          requests += watch.requests();
        }
      }
      try (var node = start.begin();
          var watch = new Watch(null, whole, () -> {})) {
        hospital.tell(watch);
        node.awaitQuiet();
        requests += watch.requests();
        return new Outcome(Picture.of(hospital), kills, requests, watch.measure());
      }
    }
  }

  /** Waits until its moment has come; where it comes to rest before, that is the moment. */
  private static void until(Node node, Watch watch) throws Exception {
    var patience = System.nanoTime() + Node.PATIENCE.toNanos();
    var rest = new Rest();
    while (!watch.awaitEnd(Duration.ofMillis(200))) {
      if (System.nanoTime() > patience || (!node.isAlive() && !watch.isOver())) {
        throw new IllegalStateException("the moment never came; it says " + node.health());
      }
      if (node.health().filter(rest::isSeen).isPresent()) {
        watch.strikeAtRest();
      }
    }
  }

  /** A server that has made three rounds with nothing to do in them. */
  private static final class Rest {

    private String work = "";
    private long since;

    boolean isSeen(JsonNode data) {
      var now = Node.settled(data) ? Node.work(data) : "";
      long rounds = data.path("rounds").asLong();
      if (now.isEmpty() || !now.equals(work)) {
        work = now;
        since = rounds;
      }
      return !now.isEmpty() && rounds > since + 3;
    }
  }

  private Path onPostgres() throws IOException, InterruptedException {
    var ready = onPostgres;
    if (ready == null) {
      ready = withEar(Kit.withPostgres(work.resolve("on-postgresql")));
      onPostgres = ready;
    }
    return ready;
  }

  private Map<String, String> databaseFor(long seed) throws IOException, SQLException {
    var server = postgres;
    if (server == null) {
      server = EmbeddedPostgres.start();
      postgres = server;
    }
    return Kit.database(server, "seed" + seed);
  }

  static Path withEar(Path folder) throws IOException {
    Files.copy(
        Kit.ROOT.resolve("deploy/ear/target/attune.ear"),
        Files.createDirectories(folder.resolve("deployments")).resolve("attune.ear"),
        StandardCopyOption.REPLACE_EXISTING);
    return folder;
  }

  @Override
  public void close() throws IOException {
    if (postgres != null) {
      postgres.close();
    }
  }
}
