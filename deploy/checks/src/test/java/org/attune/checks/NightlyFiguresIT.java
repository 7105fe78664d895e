package org.attune.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The nightly count in a real server that is killed in the middle of it. */
class NightlyFiguresIT {

  private static final String NAME = "figures";
  private static final int CLIENTS = 40_000;
  private static final String AS_OF = "2026-03-02T02:30:00Z";
  private static final String LATEST = "(select max(jobinstanceid) from job_instance)";
  private static final Map<String, String> NO_ROUNDS =
      Map.of("ehr.base-url", "http://localhost:9/fhir", "review.automatic", "false");

  @Test
  void a_count_that_a_power_cut_has_cut_short_goes_on_where_it_was_when_the_server_is_back()
      throws Exception {
    try (var server = Server.start(NAME, Server.installed(), NO_ROUNDS)) {
      server.awaitDeployed();
    }
    change(
        "insert into client (patient, pseudonym, in_scope, newcomer, dirty, faults) select 'p' || x,"
            + " cast(random_uuid() as varchar), true, false, false, 0 from system_range(1, "
            + CLIENTS
            + ")");
    long counted = 0;
    // How long a server takes to begin differs; a kill that came too early is made again later.
    for (int wait = 1; counted == 0 && wait <= 9; wait += 2) {
      killInMidCount(wait);
      counted = 100 * number("select count(*) from counted_part where job_instance = " + LATEST);
    }
    assertThat(counted).as("clients counted before the kill").isBetween(100L, CLIENTS - 100L);
    assertThat(number("select count(*) from service_norms")).isZero();

    try (var risen = Server.again(NAME, NO_ROUNDS)) {
      risen.awaitDeployed();
      risen.await(
          "the count did not go on",
          () -> risen.console().stream().anyMatch(line -> line.contains("were counted anew")));
    }
    assertThat(number("select count(*) from service_norms where computed_at = '" + AS_OF + "'"))
        .isEqualTo(1);
    assertThat(number("select count(*) from counted_part")).isZero();
    assertThat(number("select count(*) from job_execution where jobinstanceid = " + LATEST))
        .isEqualTo(2);
    assertThat(
            number(
                "select max(readcount) from step_execution where jobexecutionid = (select"
                    + " max(jobexecutionid) from job_execution)"))
        .isEqualTo(CLIENTS - counted);
  }

  private static void killInMidCount(int seconds) throws Exception {
    try (var doomed = Server.again(NAME, NO_ROUNDS)) {
      doomed.awaitDeployed();
      doomed.administer(
          "/deployment=attune.ear/subdeployment=ejb.jar/subsystem=batch-jberet:start-job("
              + "job-xml-name=service-figures,properties={asOf=\""
              + AS_OF
              + "\"})");
      TimeUnit.SECONDS.sleep(seconds);
      doomed.kill();
    }
  }

  private static String ledger() {
    return "jdbc:h2:file:" + Server.base(NAME).resolve("data/attune/ledger");
  }

  private static void change(String statement) throws SQLException {
    try (var database = DriverManager.getConnection(ledger(), "attune", "");
        var change = database.createStatement()) {
      change.executeUpdate(statement);
    }
  }

  private static long number(String query) throws SQLException {
    try (var database = DriverManager.getConnection(ledger(), "attune", "");
        var rows = database.createStatement().executeQuery(query)) {
      rows.next();
      return rows.getLong(1);
    }
  }
}
