package org.attune.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.attune.access.CaseloadSessions;
import org.attune.access.ChartSessions;
import org.attune.access.LaunchRefused;
import org.attune.access.LaunchesUnderWay;
import org.attune.access.Leave;
import org.attune.access.Mentioned;
import org.attune.access.RecordAccess;
import org.attune.access.RecordAccess.Kind;
import org.attune.access.RecordAccess.Outcome;
import org.attune.access.Restricted;
import org.attune.access.Role;
import org.attune.access.SmartLaunch;
import org.attune.access.SmartLaunch.Aim;
import org.attune.access.SmartLaunch.Arrival;
import org.attune.access.SmartLaunch.Brought;
import org.attune.access.SmartLaunch.Caller;
import org.attune.access.SmartLaunch.Journey;
import org.attune.access.SmartLaunch.Seen;
import org.attune.access.SmartLaunch.StaffArrival;
import org.attune.access.Viewer;
import org.attune.caseload.MyClients;
import org.attune.ehr.EhrUnavailable;
import org.attune.launch.Next.Refusal;
import org.attune.launch.Next.ToCaseload;
import org.attune.launch.Next.ToChart;
import org.attune.launch.Next.ToEhr;
import org.attune.launch.Next.ToProblem;
import org.attune.ledger.Ledger;
import org.attune.settings.Setting;
import org.attune.settings.Settings;
import org.attune.therapy.Labels;
import org.attune.therapy.PatientId;
import org.attune.therapy.SecurityLabel;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LaunchChartTest {

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-03-01T08:00:00Z"), ZoneOffset.UTC);
  private static final URI BACK = URI.create("https://attune.example/attune/api/launch/back");
  private static final Caller CALLER = new Caller("https://ehr.example/fhir", "w", 0);
  private static final Brought BROUGHT = new Brought("c", null);
  private static final PatientId CLIENT = new PatientId("p1");
  private static final Labels VIP = new Labels(List.of(new SecurityLabel("urn:any", "VIP")));

  private final Map<String, String> site = new HashMap<>();
  private final Ehr ehr = new Ehr();
  private final UnderWay underWay = new UnderWay();
  private final Charts charts = new Charts();
  private final Known ledger = new Known();
  private final Treated treated = new Treated();
  private final OpenCaseloads caseloads = new OpenCaseloads();
  private final List<RecordAccess> accounts = new ArrayList<>();
  private final LaunchChart launches =
      new LaunchChart(
          ehr,
          underWay,
          charts,
          ledger,
          new Restricted(settings()),
          new LetIntoCaseload(ehr, treated, caseloads, new Restricted(settings()), accounts::add),
          accounts::add,
          settings(),
          CLOCK);

  private Settings settings() {
    return new Settings() {
      @Override
      public <T> T get(Setting<T> setting) {
        var text = site.get(setting.key());
        return text == null ? setting.fallback() : setting.parse().apply(text).orElseThrow();
      }
    };
  }

  /** Lets in whom a test says. */
  private static final class Ehr implements SmartLaunch {
    private Arrival arrival = arrival("Practitioner/7", true, Labels.NONE, false);
    private boolean silent;
    private boolean refuses;
    private final List<Journey> departed = new ArrayList<>();
    private String state = "";
    private List<Seen> seen = List.of();

    @Override
    public URI depart(Journey journey, String state) throws EhrUnavailable, LaunchRefused {
      answer();
      departed.add(journey);
      this.state = state;
      return URI.create("https://ehr.example/authorize?state=" + state);
    }

    @Override
    public Arrival arrive(Journey journey, Brought brought) throws EhrUnavailable, LaunchRefused {
      answer();
      return arrival;
    }

    @Override
    public StaffArrival arriveForCaseload(
        Journey journey, Brought brought, Function<String, List<PatientId>> treatedBy)
        throws EhrUnavailable, LaunchRefused {
      answer();
      return new StaffArrival(arrival.user(), arrival.clinician(), seen);
    }

    private void answer() throws EhrUnavailable, LaunchRefused {
      if (silent) {
        throw new EhrUnavailable("The EHR does not answer.", null);
      }
      if (refuses) {
        throw new LaunchRefused("Not here.");
      }
    }
  }

  private static Arrival arrival(String user, boolean clinician, Labels labels, boolean own) {
    return new Arrival(user, clinician, CLIENT, labels, own);
  }

  /** In memory. */
  @SuppressWarnings("NullAway") // it asks no database
  private static final class UnderWay extends LaunchesUnderWay {
    private final Map<String, Journey> kept = new HashMap<>();

    UnderWay() {
      super(null, CLOCK);
    }

    @Override
    public void remember(String state, Journey journey) {
      kept.put(state, journey);
    }

    @Override
    public Optional<Journey> take(String state) {
      return Optional.ofNullable(kept.remove(state));
    }
  }

  /** Remembers whom it was opened for. */
  @SuppressWarnings("NullAway") // it asks no database
  private static final class Charts extends ChartSessions {
    private @Nullable Viewer viewer;
    private boolean reasonNeeded;
    private @Nullable String signal;

    Charts() {
      super(null, null, CLOCK);
    }

    @Override
    public String open(Viewer who, boolean needed, @Nullable String about) {
      signal = about;
      viewer = who;
      reasonNeeded = needed;
      return "once";
    }
  }

  /** Four clients, all of one therapist. */
  @SuppressWarnings("NullAway") // it asks no database
  private static final class Treated extends MyClients {

    Treated() {
      super(null, null, null);
    }

    @Override
    public List<PatientId> treatedBy(String user) {
      return Stream.of("p1", "p2", "p3", "p4").map(PatientId::new).toList();
    }
  }

  /** Remembers whom they were opened with. */
  @SuppressWarnings("NullAway") // it asks no database
  private static final class OpenCaseloads extends CaseloadSessions {
    private @Nullable Map<PatientId, Leave> clients;

    OpenCaseloads() {
      super(null, null, CLOCK);
    }

    @Override
    public String open(String user, Role role, Map<PatientId, Leave> who) {
      clients = who;
      return "once for " + user;
    }
  }

  /** Knows of one client whether the record is for few eyes. */
  @SuppressWarnings("NullAway") // it asks no database
  private static final class Known extends Ledger {
    private boolean restricted;

    Known() {
      super(null, null, CLOCK);
    }

    @Override
    public boolean restricted(PatientId patient) {
      return restricted && patient.equals(CLIENT);
    }
  }

  private Next launched() {
    assertThat(launches.begin(CALLER, BACK)).isInstanceOf(ToEhr.class);
    return launches.finish(ehr.state, BROUGHT, null);
  }

  private static ToProblem problem(Refusal why) {
    return new ToProblem(why);
  }

  @Test
  void a_clinician_gets_the_one_chart_that_the_ehr_had_open() {
    assertThat(launched()).isEqualTo(new ToChart("once"));
    assertThat(charts.viewer).isEqualTo(new Viewer("Practitioner/7", Role.CLINICIAN, CLIENT));
    assertThat(charts.reasonNeeded).isFalse();
  }

  private Next launchedForCaseload() {
    launches.begin(new Caller(null, null, 0, null, Aim.CASELOAD, null), BACK);
    return launches.finish(ehr.state, BROUGHT, null);
  }

  private static Seen seen(String patient, Labels labels, boolean own) {
    return new Seen(new PatientId(patient), labels, own);
  }

  @Test
  void a_caseload_shows_of_those_whom_somebody_treats_whom_the_ehr_lets_them_see() {
    ehr.seen =
        List.of(
            seen("p1", Labels.NONE, false),
            seen("p2", VIP, false),
            seen("p3", Labels.NONE, true),
            seen("p9", Labels.NONE, false));
    assertThat(launchedForCaseload()).isEqualTo(new ToCaseload("once for Practitioner/7"));
    assertThat(caseloads.clients)
        .containsExactly(
            Map.entry(CLIENT, Leave.OPEN),
            Map.entry(new PatientId("p2"), Leave.FEW_EYES),
            Map.entry(new PatientId("p3"), Leave.OWN),
            Map.entry(new PatientId("p4"), Leave.KEPT_FROM));
    assertThat(charts.viewer).isNull();
  }

  @Test
  void whoever_is_no_clinician_has_no_caseload_and_that_is_accounted_for() {
    ehr.arrival = arrival("", false, Labels.NONE, false);
    assertThat(launchedForCaseload()).isEqualTo(problem(Refusal.LAUNCH_REFUSED));
    assertThat(caseloads.clients).isNull();
    assertThat(accounts).singleElement().isEqualTo(RecordAccess.caseload("", Outcome.REFUSED));
  }

  @Test
  void whoever_asked_for_one_client_is_not_shown_another() {
    launches.begin(new Caller(null, null, 0, null, Aim.CHART, new PatientId("p2")), BACK);
    assertThat(launches.finish(ehr.state, BROUGHT, null))
        .isEqualTo(problem(Refusal.ANOTHER_CLIENT));
    assertThat(charts.viewer).isNull();
    assertThat(accounts).singleElement().isEqualTo(keptOut("Practitioner/7"));
    launches.begin(new Caller(null, null, 0, null, Aim.CHART, CLIENT), BACK);
    assertThat(launches.finish(ehr.state, BROUGHT, null)).isEqualTo(new ToChart("once"));
  }

  @Test
  void the_signal_that_the_ehr_mentions_goes_with_the_chart_and_its_own_word_counts_first() {
    launched();
    assertThat(charts.signal).isNull();
    var caller = new Caller("https://ehr.example/fhir", "w", 0, "b".repeat(64));
    launches.begin(caller.again(), BACK);
    launches.finish(ehr.state, BROUGHT, null);
    assertThat(charts.signal).isEqualTo("b".repeat(64));
    ehr.arrival = new Arrival("Practitioner/7", true, CLIENT, Labels.NONE, false, "a".repeat(64));
    launches.begin(caller, BACK);
    launches.finish(ehr.state, BROUGHT, null);
    assertThat(charts.signal).isEqualTo("a".repeat(64));
  }

  @Test
  void what_cannot_be_a_signal_is_dropped() {
    for (var said :
        Arrays.asList(null, "", "a".repeat(63), "a".repeat(65), "A".repeat(64), "{\"a\":1}")) {
      assertThat(Mentioned.signal(said)).isNull();
    }
    assertThat(Mentioned.signal("0".repeat(64))).isEqualTo("0".repeat(64));
  }

  @Test
  void no_two_launches_share_a_word() {
    launches.begin(CALLER, BACK);
    launches.begin(CALLER, BACK);
    assertThat(underWay.kept).hasSize(2);
    assertThat(ehr.departed).extracting(Journey::verifier).doesNotHaveDuplicates();
    assertThat(ehr.departed).extracting(Journey::nonce).doesNotHaveDuplicates();
  }

  @Test
  void an_answer_that_was_given_before_or_that_nobody_asked_for_is_too_late() {
    launched();
    assertThat(launches.finish(ehr.state, BROUGHT, null))
        .isEqualTo(problem(Refusal.LAUNCH_EXPIRED));
    assertThat(launches.finish("guessed", BROUGHT, null))
        .isEqualTo(problem(Refusal.LAUNCH_EXPIRED));
  }

  @Test
  void whoever_is_no_clinician_is_kept_out_and_that_is_accounted_for() {
    ehr.arrival = arrival("", false, Labels.NONE, false);
    assertThat(launched()).isEqualTo(problem(Refusal.LAUNCH_REFUSED));
    assertThat(charts.viewer).isNull();
    assertThat(accounts).singleElement().isEqualTo(keptOut(""));
  }

  @Test
  void nobody_opens_their_own_record_and_that_is_accounted_for() {
    ehr.arrival = arrival("Practitioner/7", true, Labels.NONE, true);
    assertThat(launched()).isEqualTo(problem(Refusal.NOT_YOURS));
    assertThat(charts.viewer).isNull();
    assertThat(accounts).singleElement().isEqualTo(keptOut("Practitioner/7"));
  }

  private static RecordAccess keptOut(String user) {
    return new RecordAccess(Kind.VIEW, CLIENT, "Patient/p1", null, Outcome.REFUSED, user, null);
  }

  @Test
  void a_record_for_few_eyes_needs_a_reason_whether_the_ledger_or_the_record_itself_says_so() {
    ledger.restricted = true;
    launched();
    assertThat(charts.reasonNeeded).isTrue();
    ledger.restricted = false;
    ehr.arrival = arrival("Practitioner/7", true, VIP, false);
    launched();
    assertThat(charts.reasonNeeded).isTrue();
  }

  @Test
  void an_ehr_that_does_not_know_our_scopes_is_asked_once_more_and_not_for_ever() {
    launches.begin(CALLER, BACK);
    assertThat(launches.finish(ehr.state, null, "invalid_scope")).isInstanceOf(ToEhr.class);
    assertThat(ehr.departed).extracting(it -> it.caller().attempt()).containsExactly(0, 1);
    assertThat(ehr.departed.get(1).verifier()).isNotEqualTo(ehr.departed.get(0).verifier());
    assertThat(launches.finish(ehr.state, null, "invalid_scope"))
        .isEqualTo(problem(Refusal.LAUNCH_REFUSED));
  }

  @Test
  void whoever_says_no_at_the_ehr_sees_nothing_here() {
    launches.begin(CALLER, BACK);
    assertThat(launches.finish(ehr.state, null, "access_denied"))
        .isEqualTo(problem(Refusal.LAUNCH_REFUSED));
    launches.begin(CALLER, BACK);
    assertThat(launches.finish(ehr.state, BROUGHT, "access_denied"))
        .isEqualTo(problem(Refusal.LAUNCH_REFUSED));
    launches.begin(CALLER, BACK);
    assertThat(launches.finish(ehr.state, null, null)).isEqualTo(problem(Refusal.LAUNCH_REFUSED));
  }

  @Test
  void a_silent_ehr_and_a_stranger_are_two_things() {
    ehr.silent = true;
    assertThat(launches.begin(CALLER, BACK)).isEqualTo(problem(Refusal.EHR_SILENT));
    ehr.silent = false;
    ehr.refuses = true;
    assertThat(launches.begin(CALLER, BACK)).isEqualTo(problem(Refusal.LAUNCH_REFUSED));
    assertThat(underWay.kept).isEmpty();
  }

  @Test
  void the_address_that_the_site_sets_is_the_one_that_browsers_are_sent_back_to() {
    var called = URI.create("http://10.0.0.7:8080/attune/");
    assertThat(launches.address(called)).isEqualTo("http://10.0.0.7:8080/attune");
    site.put("chart.url", "https://attune.example/attune/");
    assertThat(launches.address(called)).isEqualTo("https://attune.example/attune");
    assertThat(LaunchChart.ADDRESS.parse().apply("attune.example")).isEmpty();
    assertThat(LaunchChart.ADDRESS.parse().apply("https://attune.example/?x")).isEmpty();
  }
}
