package org.attune.checks.slices;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.assertj.core.api.Assertions;
import org.flywaydb.core.Flyway;
import org.flywaydb.database.cockroachdb.CockroachDBDatabaseType;
import org.flywaydb.database.postgresql.PostgreSQLDatabaseType;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.EmptyAsset;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/**
 * A web archive of whole packages of {@code ejb} with a real database, so that a few packages run
 * in a real server without the rest.
 */
final class Slice {

  private static final Path CLASSES = Path.of("..", "..", "ejb", "target", "classes");
  private static final String IN_MEMORY = "jdbc:h2:mem:slice;DB_CLOSE_DELAY=-1";

  private final WebArchive archive = ShrinkWrap.create(WebArchive.class, "slice.war");
  private final Map<String, String> settings = new LinkedHashMap<>();

  private Slice() {
    settings.put("attune.hospital.zone", "Europe/Berlin");
  }

  /** A slice of some packages below {@code org.attune}, with what lies beside their classes. */
  static Slice of(String... packages) {
    var slice = new Slice();
    slice.add(Path.of("META-INF"));
    slice.add(Path.of("org", "attune", "db"));
    slice.archive.addAsResource(CLASSES.resolve("weld.properties").toFile(), "weld.properties");
    for (String each : packages) {
      slice.add(Path.of("org", "attune", each));
    }
    slice.archive.addAsWebInfResource(EmptyAsset.INSTANCE, "beans.xml");
    slice.archive.addAsLibraries(
        jarOf(Flyway.class),
        jarOf(JsonInclude.class),
        jarOf(JsonFactory.class),
        jarOf(JsonMapper.class),
        jarOf(JavaTimeModule.class),
        jarOf(Assertions.class));
    return slice;
  }

  Slice with(Class<?>... classes) {
    archive.addClasses(classes);
    return this;
  }

  Slice set(String key, String value) {
    settings.put(key, value);
    return this;
  }

  /** With the queues that install.cli makes. */
  Slice withQueue() {
    archive.addAsWebInfResource(
        new StringAsset(
            """
            <messaging-deployment xmlns="urn:jboss:messaging-activemq-deployment:1.0">
              <server name="default">
                <jms-destinations>
                  <jms-queue name="AttuneReviews">
                    <entry name="java:/jms/queue/AttuneReviews"/>
                  </jms-queue>
                  <jms-queue name="AttuneReads">
                    <entry name="java:/jms/queue/AttuneReads"/>
                  </jms-queue>
                </jms-destinations>
              </server>
            </messaging-deployment>
            """),
        "slice-jms.xml");
    return this;
  }

  /** With a fresh database in the server's memory. */
  WebArchive withTestDatabase() {
    return withDatabase("h2", IN_MEMORY, "sa", "sa");
  }

  /** With a database that runs elsewhere. */
  WebArchive withDatabase(String driver, String url, String user, String password) {
    return archive
        .addAsResource(
            new StringAsset(
                settings.entrySet().stream()
                    .map(each -> each.getKey() + "=" + each.getValue())
                    .collect(Collectors.joining("\n"))),
            "META-INF/microprofile-config.properties")
        .addAsWebInfResource(
            new StringAsset(
                """
                <datasources xmlns="http://www.jboss.org/ironjacamar/schema">
                  <datasource jndi-name="java:jboss/datasources/AttuneDS" pool-name="attune-slice">
                    <connection-url>%s</connection-url>
                    <driver>%s</driver>
                    <security>
                      <user-name>%s</user-name>
                      <password>%s</password>
                    </security>
                  </datasource>
                </datasources>
                """
                    .formatted(url, driver, user, password)),
            "slice-ds.xml");
  }

  /**
   * A PostgreSQL that ends with this process; it sorts as a language does, and not as Java does.
   */
  static EmbeddedPostgres postgres() throws IOException {
    return EmbeddedPostgres.builder()
        .setLocaleConfig("locale-provider", "icu")
        .setLocaleConfig("icu-locale", "en-US")
        .start();
  }

  /** A slice that was made for another database, with a PostgreSQL of its own. */
  static WebArchive onPostgres(WebArchive slice, String driver) throws IOException {
    var postgres = postgres();
    var address = postgres.getJdbcUrl("postgres", "postgres");
    return again(
            slice,
            "WEB-INF/slice-ds.xml",
            text ->
                text.replaceFirst(
                        "<connection-url>[^<]*", "<connection-url>" + address.replace("&", "&amp;"))
                    .replace("<driver>h2<", "<driver>" + driver + "<")
                    .replace(">sa<", ">postgres<"))
        .addAsLibraries(jarOf(PostgreSQLDatabaseType.class), jarOf(CockroachDBDatabaseType.class));
  }

  /** A slice with one more setting. */
  static WebArchive set(WebArchive slice, String key, String value) {
    return again(
        slice,
        "WEB-INF/classes/META-INF/microprofile-config.properties",
        text -> text + "\n" + key + "=" + value);
  }

  private static WebArchive again(WebArchive slice, String path, UnaryOperator<String> change) {
    try (var before = slice.delete(path).getAsset().openStream()) {
      var text = new String(before.readAllBytes(), StandardCharsets.UTF_8);
      return slice.add(new StringAsset(change.apply(text)), path);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** With some packages below {@code org.attune.web}, so that it also answers over HTTP. */
  static WebArchive withWeb(WebArchive archive, String... packages) {
    var classes = Path.of("..", "..", "web", "target", "classes");
    for (String each : packages) {
      var folder = classes.resolve(Path.of("org", "attune", "web", each));
      try (var files = Files.walk(folder)) {
        files
            .filter(Files::isRegularFile)
            .forEach(
                file ->
                    archive.addAsResource(
                        file.toFile(), classes.relativize(file).toString().replace('\\', '/')));
      } catch (IOException missing) {
        throw new UncheckedIOException("there is no package " + folder, missing);
      }
    }
    return archive;
  }

  private void add(Path folder) {
    var from = CLASSES.resolve(folder);
    try (var files = Files.walk(from)) {
      files
          .filter(Files::isRegularFile)
          .forEach(
              file ->
                  archive.addAsResource(
                      file.toFile(), CLASSES.relativize(file).toString().replace('\\', '/')));
    } catch (IOException missing) {
      throw new UncheckedIOException("there is no package " + folder, missing);
    }
  }

  static File jarOf(Class<?> type) {
    return new File(type.getProtectionDomain().getCodeSource().getLocation().getPath());
  }
}
