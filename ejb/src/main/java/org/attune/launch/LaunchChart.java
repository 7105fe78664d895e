package org.attune.launch;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.attune.access.AccessLog;
import org.attune.access.ChartSessions;
import org.attune.access.LaunchRefused;
import org.attune.access.LaunchesUnderWay;
import org.attune.access.RecordAccess;
import org.attune.access.RecordAccess.Outcome;
import org.attune.access.Restricted;
import org.attune.access.Role;
import org.attune.access.SecretWord;
import org.attune.access.SmartLaunch;
import org.attune.access.SmartLaunch.Aim;
import org.attune.access.SmartLaunch.Arrival;
import org.attune.access.SmartLaunch.Brought;
import org.attune.access.SmartLaunch.Caller;
import org.attune.access.SmartLaunch.Journey;
import org.attune.access.Viewer;
import org.attune.ehr.EhrUnavailable;
import org.attune.launch.Next.Refusal;
import org.attune.launch.Next.ToChart;
import org.attune.launch.Next.ToEhr;
import org.attune.launch.Next.ToProblem;
import org.attune.ledger.Ledger;
import org.attune.settings.Configurable;
import org.attune.settings.Setting;
import org.attune.settings.Settings;
import org.jspecify.annotations.Nullable;

/** Opens the chart of one client, or a caseload, for one clinician, whom the EHR vouches for. */
@ApplicationScoped
public class LaunchChart implements Configurable {

  /** Under which address browsers reach Attune. */
  static final Setting<String> ADDRESS =
      new Setting<>(
          "chart.url",
          "",
          "an address such as https://attune.hospital.example/attune",
          text -> Optional.of(text).filter(url -> url.matches("https?://[^\\s?#]+")));

  private static final Logger LOG = Logger.getLogger(LaunchChart.class.getName());

  /** Anybody can call for a launch; nobody shall fill the log with it. */
  private static final Duration SILENCE = Duration.ofMinutes(1);

  /** What an authorisation server says that does not know the scopes asked for. */
  private static final String UNKNOWN_SCOPES = "invalid_scope";

  private static final int OLDEST_VERSION = 1;

  private final SmartLaunch ehr;
  private final LaunchesUnderWay underWay;
  private final ChartSessions charts;
  private final Ledger ledger;
  private final Restricted restricted;
  private final LetIntoCaseload caseload;
  private final AccessLog accounts;
  private final Settings settings;
  private final Clock clock;
  private volatile Instant silentUntil = Instant.MIN;

  @Inject
  public LaunchChart(
      SmartLaunch ehr,
      LaunchesUnderWay underWay,
      ChartSessions charts,
      Ledger ledger,
      Restricted restricted,
      LetIntoCaseload caseload,
      AccessLog accounts,
      Settings settings,
      Clock clock) {
    this.ehr = ehr;
    this.underWay = underWay;
    this.charts = charts;
    this.ledger = ledger;
    this.restricted = restricted;
    this.caseload = caseload;
    this.accounts = accounts;
    this.settings = settings;
    this.clock = clock;
  }

  @Override
  public List<Setting<?>> settings() {
    return List.of(ADDRESS);
  }

  /**
   * The address of Attune for browsers, without a slash at its end.
   *
   * @param called under which address it was called just now
   */
  public String address(URI called) {
    var set = settings.get(ADDRESS);
    return (set.isEmpty() ? called.toString() : set).replaceFirst("/+$", "");
  }

  /**
   * Somebody wants to be let in.
   *
   * @param back to where the EHR is to send the browser back
   */
  public Next begin(Caller caller, URI back) {
    var journey = new Journey(caller, SecretWord.draw(), SecretWord.draw(), back);
    var state = SecretWord.draw();
    return guarded(
        () -> {
          var to = ehr.depart(journey, state);
          underWay.remember(state, journey);
          return new ToEhr(to);
        });
  }

  /**
   * A browser is back.
   *
   * @param state the word that it was given
   * @param brought what the EHR gave it for us; null where the EHR refused
   * @param error why the EHR refused, in OAuth's words; null where it did not say
   */
  public Next finish(String state, @Nullable Brought brought, @Nullable String error) {
    var journey = underWay.take(state).orElse(null);
    if (journey == null) {
      return new ToProblem(Refusal.LAUNCH_EXPIRED);
    }
    var caller = journey.caller();
    if (UNKNOWN_SCOPES.equals(error) && caller.attempt() < OLDEST_VERSION) {
      return begin(caller.again(), journey.back());
    }
    return guarded(
        () -> {
          if (brought == null || error != null) {
            throw new LaunchRefused(
                "The EHR's authorisation server let nobody in, or the person said no; if that"
                    + " happens to everybody, check how Attune is registered there.");
          }
          return caller.aim() == Aim.CASELOAD
              ? caseload.arrive(journey, brought)
              : letIn(ehr.arrive(journey, brought), caller);
        });
  }

  private Next letIn(Arrival arrival, Caller caller) throws LaunchRefused {
    var wanted = caller.wanted();
    var viewer = new Viewer(arrival.user(), Role.CLINICIAN, arrival.patient());
    if (!arrival.clinician()) {
      keptFrom(viewer);
      throw new LaunchRefused(
          "Somebody came who is no Practitioner in the EHR; only clinicians are let in.");
    }
    if (wanted != null && !wanted.equals(arrival.patient())) {
      keptFrom(viewer);
      return new ToProblem(Refusal.ANOTHER_CLIENT);
    }
    if (arrival.own()) {
      keptFrom(viewer);
      return new ToProblem(Refusal.NOT_YOURS);
    }
    boolean forFewEyes = ledger.restricted(arrival.patient()) || restricted.marks(arrival.labels());
    var signal = arrival.signal() == null ? caller.signal() : arrival.signal();
    return new ToChart(charts.open(viewer, forFewEyes, signal));
  }

  private void keptFrom(Viewer viewer) {
    accounts.keep(RecordAccess.view(viewer, Outcome.REFUSED, null));
  }

  /** A step of a launch. */
  private interface Step {
    Next take() throws EhrUnavailable, LaunchRefused;
  }

  private Next guarded(Step step) {
    try {
      return step.take();
    } catch (LaunchRefused refused) {
      tell("A launch was refused: {0}", refused.sentence());
      return new ToProblem(Refusal.LAUNCH_REFUSED);
    } catch (EhrUnavailable silent) {
      tell("Nobody can be let in: {0}", String.valueOf(silent.getMessage()));
      return new ToProblem(Refusal.EHR_SILENT);
    }
  }

  private void tell(String what, String why) {
    var now = clock.instant();
    if (now.isAfter(silentUntil)) {
      silentUntil = now.plus(SILENCE);
      LOG.log(Level.WARNING, what, why);
    }
  }
}
