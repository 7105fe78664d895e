package org.attune.endings;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The ledger that several nodes share, as its own database sees it: a trigger notes each look that
 * was committed, from when to when its transaction lasted and whether the client was still due in
 * the row that it replaced.
 */
final class SharedLedger {

  private static final String TRIGGER =
      """
      create table look_log (
        patient text, backend integer, began timestamptz, ended timestamptz, due boolean);
      create function note_look() returns trigger language plpgsql as $$
      begin
        if not new.dirty and not new.newcomer then
          insert into look_log values (
            new.patient, pg_backend_pid(), now(), clock_timestamp(),
            old.dirty or old.faults > 0 or coalesce(old.next_look_at <= now(), false));
        end if;
        return new;
      end $$;
      create trigger looks after update on client for each row execute function note_look();
      """;

  /** The second began its look before the first had kept its own. */
  private static final String AT_ONCE =
      "select count(*) from look_log a join look_log b on a.patient = b.patient"
          + " and a.backend < b.backend and a.began < b.ended and b.began < a.ended";

  private final String address;

  /** Begins to note; the tables are there. */
  SharedLedger(EmbeddedPostgres postgres, String database) throws SQLException {
    this.address = postgres.getJdbcUrl("postgres", database);
    run(TRIGGER);
  }

  private void run(String statements) throws SQLException {
    try (var connection = DriverManager.getConnection(address);
        var statement = connection.createStatement()) {
      statement.execute(statements);
    }
  }

  private String one(String query) throws SQLException {
    try (var connection = DriverManager.getConnection(address);
        var rows = connection.createStatement().executeQuery(query)) {
      return rows.next() ? rows.getString(1) : "";
    }
  }

  long number(String query) throws SQLException {
    return Long.parseLong(one(query));
  }

  /** Which node is at some work, or was last. */
  String turn(String work) throws SQLException {
    return one("select node from node_turn where work = '" + work + "'");
  }

  /** How many looks were committed. */
  long looks() throws SQLException {
    return number("select count(*) from look_log");
  }

  /** What must not be seen of two nodes that look at clients. */
  List<String> wrongs() throws SQLException {
    var wrong = new ArrayList<String>();
    long stale = number("select count(*) from look_log where not due");
    long atOnce = number(AT_ONCE);
    if (stale > 0) {
      wrong.add(stale + " looks were kept over another that had begun from the same");
    }
    if (atOnce > 0) {
      wrong.add(atOnce + " times a client was looked at twice at once");
    }
    return wrong;
  }

  /** Everybody is to be looked at again, although nothing has changed; returns when all were. */
  void haveAllLookedAt() throws SQLException, InterruptedException {
    run("update client set dirty = true where in_scope");
    var patience = Instant.now().plus(Duration.ofMinutes(2));
    while (number("select count(*) from client where dirty") > 0) {
      if (Instant.now().isAfter(patience)) {
        throw new IllegalStateException("some are never looked at");
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }

  /** How much of a processor the database has had. */
  Duration processorTime() throws SQLException {
    return ProcessHandle.of(number("select pg_backend_pid()"))
        .flatMap(ProcessHandle::parent)
        .map(all -> Stream.concat(Stream.of(all), all.descendants()))
        .orElse(Stream.empty())
        .flatMap(each -> each.info().totalCpuDuration().stream())
        .reduce(Duration.ZERO, Duration::plus);
  }
}
