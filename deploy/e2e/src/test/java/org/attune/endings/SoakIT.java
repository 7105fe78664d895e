package org.attune.endings;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import org.attune.faults.Clinic;
import org.junit.jupiter.api.Test;

/**
 * The server beside a hospital with many clients, of whom something new is told all the time, while
 * the line to it is slow, throttled, broken or gone, again and again and once for long. In the end
 * nothing may be lost or doubled, and nothing may have grown but with what was told.
 *
 * <p>{@code soak.minutes} says for how long, such as 60; else it is some seconds. {@code
 * soak.clients} says how many clients the hospital has. What was measured is appended to {@code
 * soak.results}.
 */
class SoakIT {

  private static final int MINUTES = Integer.getInteger("soak.minutes", 0);
  private static final int CLIENTS = Integer.getInteger("soak.clients", 200);
  private static final Path RESULTS = Path.of(System.getProperty("soak.results"));

  private static final LongRun.Plan SHORT =
      new LongRun.Plan(Duration.ofSeconds(15), CLIENTS, 300, Duration.ofSeconds(1), false);
  private static final LongRun.Plan LONG =
      new LongRun.Plan(
          Duration.ofMinutes(MINUTES),
          CLIENTS,
          Integer.getInteger("soak.news-per-minute", 120),
          Duration.ofMinutes(1),
          true);

  @Test
  void nothing_is_lost_or_doubled_and_nothing_grows_while_the_record_comes_and_goes()
      throws Exception {
    var plan = MINUTES == 0 ? SHORT : LONG;
    try (var soak = new LongRun(plan, RESULTS, Long.getLong("soak.seed", 1))) {
      var late = soak.through();
      System.out.println("soak: all had arrived after " + late.toMillis() + " ms more");

      assertThat(soak.site().clinic().told().size()).isGreaterThan(20);
      assertThat(Clinic.said(soak.site().hospital().all("Flag")))
          .containsExactlyElementsOf(soak.site().clinic().wanted());
      assertThat(grown(soak)).isEmpty();
      assertQuiet(soak.moments().get(soak.moments().size() - 1).gauge());
      soak.site().node().stop();
      assertRows(rows(soak.site().base()), plan, soak);
    }
  }

  private static void assertQuiet(Gauge.Reading last) {
    assertThat(last.reads()).isZero();
    assertThat(last.reviews()).isZero();
    assertThat(last.dead()).isZero();
    assertThat(last.pool()).isLessThanOrEqualTo(1);
  }

  /** What is larger in the last quarter than in the second, by more than chance. */
  private static List<String> grown(LongRun soak) {
    var moments = soak.moments();
    int quarter = Math.max(1, moments.size() / 4);
    var early = moments.subList(quarter, 2 * quarter);
    var late = moments.subList(moments.size() - quarter, moments.size());
    var grown = new ArrayList<String>();
    compare("heap", early, late, each -> each.gauge().heap(), 20, grown);
    compare("resident", early, late, each -> each.gauge().resident(), 100, grown);
    compare("threads", early, late, each -> each.gauge().threads(), 10, grown);
    compare("sockets", early, late, each -> each.gauge().sockets(), 25, grown);
    long lines = moments.get(moments.size() - 1).gauge().lines() - moments.get(0).gauge().lines();
    if (lines > 10L * (soak.changes() + 1)) {
      grown.add("log lines: " + lines + " for " + soak.changes() + " changes of the weather");
    }
    return grown;
  }

  private static void compare(
      String what,
      List<LongRun.Moment> early,
      List<LongRun.Moment> late,
      ToLongFunction<LongRun.Moment> value,
      long chance,
      List<String> grown) {
    long before = early.stream().mapToLong(value).max().orElseThrow();
    long after = late.stream().mapToLong(value).max().orElseThrow();
    if (after > before * 11 / 10 + chance) {
      grown.add(what + ": " + before + " and then " + after);
    }
  }

  private static Map<String, Long> rows(Path base) throws SQLException {
    var rows = new TreeMap<String, Long>();
    var address = "jdbc:h2:file:" + base.resolve("data/attune/ledger");
    try (var database = DriverManager.getConnection(address, "attune", "");
        var tables =
            database.getMetaData().getTables(null, "PUBLIC", "%", new String[] {"BASE TABLE"})) {
      while (tables.next()) {
        var table = tables.getString("TABLE_NAME");
        try (var count =
            database.createStatement().executeQuery("select count(*) from \"" + table + "\"")) {
          count.next();
          rows.put(table.toLowerCase(Locale.ROOT), count.getLong(1));
        }
      }
    }
    System.out.println("soak: rows " + rows);
    return rows;
  }

  /** As many rows as there is to know, and of what only passes none. */
  private static void assertRows(Map<String, Long> rows, LongRun.Plan plan, LongRun soak) {
    var clinic = soak.site().clinic();
    long resources = (long) plan.clients() * clinic.chart(0).size();
    long findings = clinic.wanted().size();
    assertThat(rows.get("client")).isEqualTo(plan.clients());
    assertThat(rows.get("known_resource")).isEqualTo(resources);
    // A second fact of one record has a row of its own; here each record has one.
    assertThat(rows.get("fact")).isZero();
    assertThat(rows.get("finding")).isEqualTo(findings);
    assertThat(rows.get("pending_write")).isEqualTo(findings);
    assertThat(rows.get("gap")).isZero();
    assertThat(rows.get("load_part")).isZero();
    assertThat(rows.get("audit_entry")).isZero();
    assertThat(rows.get("node_turn")).isLessThan(10);
  }
}
