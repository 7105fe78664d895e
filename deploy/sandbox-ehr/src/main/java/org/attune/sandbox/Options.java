package org.attune.sandbox;

import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.attune.sandbox.caseload.Caseload;
import org.attune.sandbox.server.App;
import org.attune.sandbox.server.Door;
import org.jspecify.annotations.Nullable;

/**
 * What the command line asks for.
 *
 * @param port where to listen, on the loopback address
 * @param data where the database and the list of stories lie
 * @param caseload who is in the hospital
 * @param load whether to fill the hospital, where it is not filled yet
 * @param fresh whether to forget what was written since it was filled
 * @param door who is let in
 * @param withParent whether to end with the process that started this one
 * @param ndjson where to write the caseload as Bulk Data instead of serving it, or null
 */
record Options(
    int port,
    Path data,
    Caseload caseload,
    boolean load,
    boolean fresh,
    Door door,
    boolean withParent,
    @Nullable Path ndjson) {

  static final String USAGE =
      """
      The stand-in hospital. Options:
        --port N          where to listen on 127.0.0.1 (8090)
        --data DIR        where its database lies (sandbox-data)
        --load            fill it with a synthetic caseload, unless it holds that one already
        --fresh           forget what was written since it was filled
        --seed N          the seed of the caseload (42)
        --today DATE      the day as of which it is told (today in --zone)
        --zone ZONE       the hospital's time zone (Europe/Amsterdam)
        --clients N       how many clients (150)
        --authorisation A open: whoever asks; strict: SMART Backend Services (open)
        --client ID=URL   a client that may come in, and where its keys are (JWKS); repeatable
        --app ID=URL      a program that people open from a chart, and where it is
        --staff-secret S  the secret with which the program of --app lets staff sign in (OpenID Connect)
        --token-seconds N how long an access token lives (300)
        --with-parent     end when the process that started it ends, or closes its input
        --ndjson DIR      start no server: write the caseload as Bulk Data files
      """;

  /** The command line could not be understood. */
  static final class NotUnderstood extends Exception {
    private static final long serialVersionUID = 1L;

    NotUnderstood(String message) {
      super(message);
    }
  }

  static Options parse(List<String> words, Clock clock) throws NotUnderstood {
    var draft = new Draft();
    for (var rest = words.iterator(); rest.hasNext(); ) {
      var option = rest.next();
      try {
        draft.take(option, rest);
      } catch (DateTimeException | NumberFormatException | InvalidPathException e) {
        throw new NotUnderstood("%s: %s".formatted(option, e.getMessage()));
      }
    }
    return draft.finish(clock);
  }

  /** The options so far. */
  private static final class Draft {
    private int port = 8090;
    private Path data = Path.of("sandbox-data");
    private long seed = 42;
    private @Nullable LocalDate today;
    private ZoneId zone = ZoneId.of("Europe/Amsterdam");
    private int clients = 150;
    private boolean load;
    private boolean fresh;
    private boolean strict;
    private final Map<String, URI> registered = new LinkedHashMap<>();
    private @Nullable App app;
    private @Nullable String staffSecret;
    private int tokenSeconds = 300;
    private boolean withParent;
    private @Nullable Path ndjson;

    void take(String option, Iterator<String> rest) throws NotUnderstood {
      switch (option) {
        case "--load" -> load = true;
        case "--fresh" -> fresh = true;
        case "--with-parent" -> withParent = true;
        case "--port" -> port = number(value(option, rest), 1, 65_535);
        case "--data" -> data = Path.of(value(option, rest));
        case "--seed" -> seed = Long.parseLong(value(option, rest));
        case "--today" -> today = LocalDate.parse(value(option, rest));
        case "--zone" -> zone = ZoneId.of(value(option, rest));
        case "--authorisation" -> strict = isStrict(value(option, rest));
        case "--client" -> register(value(option, rest));
        case "--app" -> app = app(value(option, rest));
        case "--staff-secret" -> staffSecret = value(option, rest);
        case "--token-seconds" -> tokenSeconds = number(value(option, rest), 1, 3_600);
        case "--clients" -> clients = number(value(option, rest), 1, 100_000);
        case "--ndjson" -> ndjson = Path.of(value(option, rest));
        default -> throw new NotUnderstood("There is no option %s.".formatted(option));
      }
    }

    private static boolean isStrict(String word) throws NotUnderstood {
      return switch (word) {
        case "strict" -> true;
        case "open" -> false;
        default -> throw new NotUnderstood("--authorisation is strict or open.");
      };
    }

    private void register(String client) throws NotUnderstood {
      int equals = client.indexOf('=');
      if (equals < 1) {
        throw new NotUnderstood("--client looks like id=http://where.its/keys/are.");
      }
      try {
        registered.put(client.substring(0, equals), URI.create(client.substring(equals + 1)));
      } catch (IllegalArgumentException noAddress) {
        throw new NotUnderstood("--client: %s".formatted(noAddress.getMessage()));
      }
    }

    private static App app(String program) throws NotUnderstood {
      int equals = program.indexOf('=');
      if (equals < 1 || !program.substring(equals + 1).matches("https?://[^\\s?#]+[^/\\s?#]")) {
        throw new NotUnderstood("--app looks like id=http://where.it/is.");
      }
      return new App(program.substring(0, equals), URI.create(program.substring(equals + 1)));
    }

    private static String value(String option, Iterator<String> rest) throws NotUnderstood {
      if (!rest.hasNext()) {
        throw new NotUnderstood("%s needs a value.".formatted(option));
      }
      return rest.next();
    }

    private static int number(String text, int low, int high) {
      int value = Integer.parseInt(text);
      if (value < low || value > high) {
        throw new NumberFormatException(
            "%d does not lie between %d and %d".formatted(value, low, high));
      }
      return value;
    }

    Options finish(Clock clock) {
      var day = today != null ? today : LocalDate.now(clock.withZone(zone));
      var caseload = new Caseload(seed, day, zone, clients);
      var door = strict ? Door.strict(registered, tokenSeconds) : Door.open(tokenSeconds);
      if (app != null) {
        door = door.opening(staffSecret == null ? app : app.with(staffSecret));
      }
      return new Options(port, data, caseload, load, fresh, door, withParent, ndjson);
    }
  }
}
