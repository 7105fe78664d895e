package org.attune.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import jakarta.persistence.EntityManagerFactory;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.attune.access.Role;
import org.attune.agenda.Cursor;
import org.attune.agenda.Wanted;
import org.attune.worklist.Desk;
import org.attune.worklist.ShowWorklist;
import org.attune.worklist.ShowWorklist.Held;
import org.attune.worklist.Wants;
import org.attune.worklist.WorklistView.RowView;
import org.hibernate.resource.jdbc.spi.StatementInspector;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * How long a worklist takes from the table to its words, accounts and connections among them, with
 * {@code worklist.clients} clients in a PostgreSQL; and that its first page is a walk along an
 * index. What came of it is appended to {@code worklist.results}.
 */
@EnabledIfSystemProperty(
    named = "worklist.clients",
    matches = "\\d+",
    disabledReason = "fills a database for minutes; by command only since 23 November 2026")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WorklistSpeedIT {

  private static final int CLIENTS = Integer.getInteger("worklist.clients", 0);
  private static final int CALLS = Integer.getInteger("worklist.calls", 200);
  private static final Path RESULTS = Path.of(System.getProperty("worklist.results"));
  private static final int WARM_UP = 50;
  private static final int UNITS = 20;
  private static final int MOST_MS = Integer.getInteger("worklist.most-ms", 100);

  private final List<String> asked = new CopyOnWriteArrayList<>();
  private @Nullable EmbeddedPostgres postgres;
  private @Nullable EntityManagerFactory tables;
  private @Nullable Attune attune;
  private ShowWorklist worklists;

  @BeforeAll
  void fill_a_ledger() throws Exception {
    var server = EmbeddedPostgres.start();
    postgres = server;
    var sessions =
        Attune.tables(
            server.getPostgresDatabase(),
            Map.of(
                "hibernate.session_factory.statement_inspector",
                (StatementInspector)
                    statement -> {
                      asked.add(statement);
                      return statement;
                    }));
    tables = sessions;
    try (var connection = server.getPostgresDatabase().getConnection()) {
      fill(connection);
    }
    var settings = new HashMap<String, String>();
    settings.put(
        "worklist.units",
        IntStream.range(0, UNITS)
            .mapToObj(n -> "Practitioner/t" + n + "=Organization/u" + n)
            .collect(Collectors.joining(",")));
    settings.put("mode", "live");
    settings.put("hospital.zone", "Europe/Vienna");
    settings.put("fhir.base-url", "http://127.0.0.1:9/fhir");
    var running = new Attune(sessions, settings, Clock.system(ZoneId.of("Europe/Vienna")));
    attune = running;
    worklists = running.bean(ShowWorklist.class);
  }

  /** Three findings for two clients, each as wide as findings are, most of them years old. */
  private static void fill(Connection connection) throws SQLException {
    try (var run = connection.createStatement()) {
      run.execute(
          """
          insert into finding (finding_key, patient, treatment, detector, rule_version, attention,
              category, channel, wording, numbers, onset, since, evidence, excluded, remarks,
              therapists, proposes_goal, opened, stage, stage_since, latest_evidence, caseload,
              flag_number, on_chart)
          select md5(n::text) || md5('x' || n), 'c' || (n * 2 / 3), 'individual#1',
              (array['alliance-drop','contact-lapse','access-barrier','not-on-track'])[1 + n %% 4],
              1, 'REVIEW', 'CLINICAL', 'CHART', 'flag', '', 'Appointment/' || n, now(),
              (select string_agg('Appointment/' || md5(n || '-' || e), ' ')
                 from generate_series(1, 100) e),
              '', '', '', false, now(), 'OPEN', now(), now(), 't' || (n %% %2$d), 0, true
          from generate_series(1, %1$d) n
          """
              .formatted(CLIENTS * 3 / 2, UNITS));
      run.execute(
          """
          insert into work_item (item_key, kind, patient, shelf, detector, matter, attention,
              relationship, goal_open, few_eyes, rank_key, place, entered, raised, seen, next_step,
              owner, changed_at, version)
          select finding_key, 'SIGNAL', patient,
              'Organization/u' || substring(caseload from 2), detector,
              (array['ATTENDANCE','RELATIONSHIP','ACCESS','OUTCOME'])[1 + abs(hashtext(detector)) %% 4],
              case when random() < 0.1 then 'PRIORITY' else 'REVIEW' end,
              detector = 'alliance-drop', random() < 0.15, false,
              rank, case when random() < 0.1 then null else rank end,
              at, at, case when random() < 0.3 then at end, 'CALL',
              case when random() < 0.2 then 'Practitioner/c' end, at, 1
          from (select f.*, now() - random() * interval '400 days' as at from finding f) dated,
              lateral (select 10000000000000 + (extract(epoch from at) * 1000)::bigint as rank) ranked
          """
              .replace("%%", "%"));
      run.execute("analyze");
    }
  }

  @AfterAll
  void close() throws Exception {
    if (attune != null) {
      attune.close();
    }
    if (tables != null) {
      tables.close();
    }
    if (postgres != null) {
      postgres.close();
    }
  }

  @Test
  void the_first_page_takes_a_moment_however_many_clients_there_are() throws Exception {
    assertThat(note("first page, one unit", () -> page(desk(1), Map.of(), null)))
        .isLessThanOrEqualTo(MOST_MS);
    assertThat(note("first page, all units", () -> page(everywhere(), Map.of(), null)))
        .isLessThanOrEqualTo(MOST_MS);
    assertThat(note("first page, twenty units", () -> page(desk(UNITS), Map.of(), null)))
        .isLessThanOrEqualTo(MOST_MS);
  }

  @Test
  void page_twenty_each_filter_counts_and_changes_are_noted() throws Exception {
    Cursor far = null;
    for (int page = 1; page < 20; page++) {
      var next = worklists.show(everywhere(), Wanted.ALL, far, Locale.ENGLISH).next();
      far = next == null ? far : Cursor.of(next).orElseThrow();
    }
    var twentieth = far;
    note("page 20, all units", () -> page(everywhere(), Map.of(), twentieth));
    for (var filter :
        List.of(
            Map.of("seen", "no"),
            Map.of("owner", "me"),
            Map.of("owner", "nobody"),
            Map.of("level", "priority"),
            Map.of("matter", "access,outcome"),
            Map.of("matter", "gain"),
            Map.of("goal", "open"))) {
      note("filter " + filter + ", one unit", () -> page(desk(1), filter, null));
      note("filter " + filter + ", all units", () -> page(everywhere(), filter, null));
    }
    note("counts, one unit", () -> worklists.counts(desk(1)));
    note("counts, all units", () -> worklists.counts(everywhere()));
    note("changes, all units", () -> worklists.changes(everywhere(), held(), Locale.ENGLISH));
  }

  /** What somebody has before them who read the first page a quarter of an hour ago. */
  private Held held() {
    var rows = worklists.show(everywhere(), Wanted.ALL, null, Locale.ENGLISH).rows();
    return new Held(
        Instant.now().minusSeconds(900),
        Wanted.ALL,
        rows.stream().collect(Collectors.toMap(RowView::item, RowView::version)));
  }

  @Test
  void the_first_page_is_a_walk_along_an_index() throws Exception {
    assertThat(planOf(desk(1))).contains("work_item_by_place").doesNotContain("Sort");
    assertThat(planOf(everywhere())).contains("work_item_by_all").doesNotContain("Sort");
  }

  /** The plan of the first question that reading a first page puts to the table. */
  private String planOf(Desk desk) throws SQLException {
    asked.clear();
    page(desk, Map.of(), null);
    var question =
        asked.stream().filter(each -> each.contains("from work_item")).findFirst().orElseThrow();
    var numbered = new StringBuilder();
    int number = 0;
    for (int at = 0; at < question.length(); at++) {
      char letter = question.charAt(at);
      numbered.append(letter == '?' ? "$" + ++number : String.valueOf(letter));
    }
    var plan = new StringBuilder();
    var address = Objects.requireNonNull(postgres).getJdbcUrl("postgres", "postgres");
    try (var connection = DriverManager.getConnection(address + "&preferQueryMode=simple");
        var run = connection.createStatement();
        var lines = run.executeQuery("explain (generic_plan) " + numbered)) {
      while (lines.next()) {
        plan.append(lines.getString(1)).append('\n');
      }
    }
    System.out.println("worklist: " + question + "\n" + plan);
    return plan.toString();
  }

  private void page(Desk desk, Map<String, String> filter, @Nullable Cursor from) {
    var wanted = Wants.of(filter, desk).orElseThrow();
    var view = worklists.show(desk, wanted, from, Locale.ENGLISH);
    assertThat(view.rows().isEmpty()).isEqualTo("gain".equals(filter.get("matter")));
  }

  private static Desk desk(int units) {
    return desk(IntStream.range(0, units).mapToObj(n -> "Organization/u" + n).toList());
  }

  private static Desk everywhere() {
    return desk(List.of(Desk.EVERY_UNIT));
  }

  private static Desk desk(List<String> units) {
    return new Desk("Practitioner/c", Role.COORDINATOR, units, Set.of(), "session");
  }

  /** Notes how long something takes, and returns what 95 of 100 calls do not exceed. */
  private double note(String what, Runnable call) throws IOException {
    var all = new ArrayList<Double>();
    for (int n = 0; n < WARM_UP + CALLS; n++) {
      long began = System.nanoTime();
      call.run();
      all.add((System.nanoTime() - began) / 1e6);
    }
    var times = all.subList(WARM_UP, all.size()).stream().sorted().toList();
    var line =
        String.format(
            Locale.ROOT,
            "%s,\"%s\",%d,%d,%.1f,%.1f,%.1f,%.1f",
            Instant.now().truncatedTo(ChronoUnit.SECONDS),
            what,
            CLIENTS,
            times.size(),
            share(times, 0.5),
            share(times, 0.95),
            share(times, 1),
            ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    var lines = new ArrayList<String>();
    if (!Files.exists(RESULTS) || Files.size(RESULTS) == 0) {
      lines.add("run,what,clients,calls,p50_ms,p95_ms,max_ms,load");
    }
    lines.add(line);
    Files.createDirectories(RESULTS.toAbsolutePath().getParent());
    Files.write(RESULTS, lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    System.out.println("worklist: " + line);
    return share(times, 0.95);
  }

  /** The value that such a share of all does not exceed. */
  private static double share(List<Double> sorted, double share) {
    return sorted.get(Math.min(sorted.size() - 1, (int) Math.ceil(share * sorted.size()) - 1));
  }
}
