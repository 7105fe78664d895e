package org.attune.endings;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.DriverManager;
import java.sql.SQLException;

/**
 * Attune as the next version will be for the one before it: the tables have more than that knows.
 */
final class NextVersion {

  private static final String SCRIPT =
      """
      create table next_version (id integer not null primary key, note varchar(10));
      insert into next_version (id, note) values (1, 'new');
      alter table pending_write add column next_word varchar(10);
      alter table client add column next_word varchar(10) default 'none' not null;
      create index finding_by_next on finding (detector, stage);
      create sequence next_version_seq start with 1 increment by 50;
      """;

  private NextVersion() {}

  /** Puts it in the place of the Attune that is deployed in a server folder. */
  static void in(Path base) throws IOException {
    var ear = base.resolve("deployments/attune.ear");
    var jar = base.resolve("tmp-ejb.jar");
    try (var inside = FileSystems.newFileSystem(ear)) {
      Files.copy(inside.getPath("ejb.jar"), jar, StandardCopyOption.REPLACE_EXISTING);
      try (var classes = FileSystems.newFileSystem(jar)) {
        Files.writeString(
            classes.getPath("org/attune/db/migration/V9999__next_version.sql"), SCRIPT);
      }
      Files.copy(jar, inside.getPath("ejb.jar"), StandardCopyOption.REPLACE_EXISTING);
    }
  }

  static boolean hasMigrated(EmbeddedPostgres postgres, String database) throws SQLException {
    try (var connection = DriverManager.getConnection(postgres.getJdbcUrl("postgres", database));
        var rows = connection.createStatement().executeQuery("select count(*) from next_version")) {
      return rows.next() && rows.getInt(1) == 1;
    }
  }
}
