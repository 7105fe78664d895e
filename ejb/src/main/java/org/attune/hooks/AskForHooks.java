package org.attune.hooks;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.Timeout;
import jakarta.ejb.TimerConfig;
import jakarta.ejb.TimerService;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.attune.ehr.ChangeNotices;
import org.attune.ehr.ChangeNotices.Bell;
import org.attune.ehr.ChangeNotices.Given;
import org.attune.ehr.EhrUnavailable;
import org.attune.nodes.NodeTurns;
import org.attune.nodes.SharedWork;
import org.attune.settings.Configurable;
import org.attune.settings.Setting;
import org.attune.settings.Settings;
import org.jspecify.annotations.Nullable;

/**
 * Asks the EHR to tell us when something changes, and looks again and again whether it still does.
 * Whatever it answers, the record is read when its turn comes.
 */
@Singleton
@Startup
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class AskForHooks {

  private static final Logger LOG = Logger.getLogger(AskForHooks.class.getName());

  private static final Duration ONCE_STARTED = Duration.ofSeconds(5);
  private static final Duration SOON = Duration.ofMinutes(1);
  private static final Duration NOW_AND_THEN = Duration.ofMinutes(10);
  private static final Duration SELDOM = Duration.ofHours(1);

  /** For so many looks in a row an EHR may take its time before IT is told. */
  private static final int PATIENCE = 3;

  @Resource private TimerService timers;

  private @Nullable ChangeNotices notices;
  private @Nullable Hooks hooks;
  private @Nullable NodeTurns nodes;
  private @Nullable HookReport report;
  private @Nullable Clock clock;
  private String url = "";
  private boolean inPath;
  private int waited;
  private volatile boolean stopping;

  /** What may be set. */
  @Dependent
  public static class Where implements Configurable {

    /** Under which address the EHR reaches us; empty where it need not. */
    public static final Setting<String> URL =
        new Setting<>("hooks.url", "", "an address that begins with http", Where::address);

    static final Setting<String> SECRET_IN =
        Setting.oneOf("hooks.secret-in", "header", List.of("header", "path"));

    @Override
    public List<Setting<?>> settings() {
      return List.of(URL, SECRET_IN);
    }

    private static Optional<String> address(String text) {
      if (text.isEmpty()) {
        return Optional.of("");
      }
      try {
        var address = URI.create(text);
        var scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
        boolean web = scheme.equals("http") || scheme.equals("https");
        return Optional.of(text.replaceFirst("/+$", ""))
            .filter(any -> web && address.getHost() != null && address.getRawQuery() == null);
      } catch (IllegalArgumentException noAddress) {
        return Optional.empty();
      }
    }
  }

  @Inject
  void given(
      ChangeNotices changes,
      Hooks book,
      NodeTurns turns,
      HookReport account,
      Settings settings,
      Clock hospital) {
    notices = changes;
    nodes = turns;
    hooks = book;
    report = account;
    clock = hospital;
    url = settings.get(Where.URL);
    inPath = settings.get(Where.SECRET_IN).equals("path");
  }

  @PostConstruct
  void begin() {
    if (!url.isEmpty()) {
      next(ONCE_STARTED);
    }
  }

  @PreDestroy
  void stop() {
    stopping = true;
  }

  @Timeout
  void look() {
    var again = SOON;
    try {
      again = askAlone();
    } catch (RuntimeException fault) {
      LOG.log(
          Level.WARNING, "The EHR''s Subscriptions could not be looked at: {0}", fault.getClass());
    } finally {
      next(again);
    }
  }

  private void next(Duration in) {
    if (!stopping) {
      timers.createSingleActionTimer(in.toMillis(), new TimerConfig(null, false));
    }
  }

  /** Two nodes that ask at once would both miss what the other asks for. */
  private Duration askAlone() {
    var turns = Objects.requireNonNull(nodes);
    var time = Objects.requireNonNull(clock);
    if (turns.take(SharedWork.HOOKS, time.instant(), Instant.MAX) != NodeTurns.Answer.MINE) {
      return SOON;
    }
    try {
      return ask();
    } finally {
      turns.giveBack(SharedWork.HOOKS, time.instant());
    }
  }

  /** Asks once; returns after how long to look again. */
  private Duration ask() {
    var ehr = notices;
    var book = hooks;
    var account = report;
    var time = clock;
    if (ehr == null || book == null || account == null || time == null) {
      return SOON;
    }
    try {
      var given = ehr.ask(bell(url, inPath, book.secret()), time.instant());
      tell(given, account);
      return given.waiting() > 0 && waited < PATIENCE
          ? SOON
          : given.active() > 0 ? NOW_AND_THEN : SELDOM;
    } catch (EhrUnavailable silence) {
      // That it is silent is told by the rounds.
      account.noteSilence();
      return SOON;
    }
  }

  /** Where we are told, as the EHR has to be given it. */
  static Bell bell(String url, boolean inPath, HookSecret secret) {
    var address = url + "/api/hook";
    return inPath
        ? new Bell(address + "/" + secret.text(), "")
        : new Bell(address, "Authorization: Bearer " + secret.text());
  }

  /** One sentence for each change; an EHR that lets our wish lie is told of once. */
  private void tell(Given given, HookReport account) {
    waited = given.waiting() == 0 ? 0 : waited + 1;
    if (account.note(given) && given.waiting() == 0) {
      LOG.log(
          Level.INFO,
          "Being told of changes: {0}. Kinds of record for which it will not: {1}.",
          new Object[] {
            account.words(), given.refused().isEmpty() ? "none" : String.join(", ", given.refused())
          });
    }
    if (waited == PATIENCE) {
      LOG.log(
          Level.WARNING,
          "The EHR has taken {0} of our Subscriptions and left them as requested; somebody may have"
              + " to approve them there. Until then the record is read when its turn comes.",
          given.waiting());
    }
  }
}
