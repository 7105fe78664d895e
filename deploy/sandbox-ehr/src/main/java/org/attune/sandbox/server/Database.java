package org.attune.sandbox.server;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The hospital's database: one H2 file.
 *
 * @param folder where the file lies
 * @param isNew whether there was no file yet, so that the tables must be made
 */
record Database(Path folder, boolean isNew) {

  static final String FILE = "hospital.mv.db";

  static Database in(Path folder) {
    return new Database(folder, Files.notExists(folder.resolve(FILE)));
  }

  /** Opens a small pool of connections; many writers would only wait for each other. */
  HikariDataSource open() {
    var config = new HikariConfig();
    // A crash may lose the last second: it is a stand-in, and it can be made again.
    config.setJdbcUrl(
        "jdbc:h2:file:"
            + folder.resolve("hospital").toAbsolutePath()
            + ";DB_CLOSE_ON_EXIT=FALSE;LOCK_TIMEOUT=20000;CACHE_SIZE=65536;WRITE_DELAY=1000"
            + ";RETENTION_TIME=1000;TRACE_LEVEL_FILE=0");
    config.setUsername("sa");
    config.setPassword("");
    config.setMaximumPoolSize(10);
    config.setMinimumIdle(2);
    config.setPoolName("hospital");
    return new HikariDataSource(config);
  }
}
