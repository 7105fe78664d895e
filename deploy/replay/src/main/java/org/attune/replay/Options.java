package org.attune.replay;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the command line asks for.
 *
 * @param in where the exported files lie
 * @param out where to write
 * @param instruments a site's own instruments, or null
 * @param settings a file of settings, or null
 * @param norms the figures of the service, or null to count them from the export
 * @param zone the hospital's time zone, or null for the one that the settings name
 * @param pace when a client is looked at
 * @param until the moment of the export, or null for the latest one that the files tell of
 * @param threads how many clients are looked at at once
 */
record Options(
    Path in,
    Path out,
    @Nullable Path instruments,
    @Nullable Path settings,
    @Nullable Path norms,
    @Nullable ZoneId zone,
    Pace pace,
    @Nullable Instant until,
    int threads) {

  /** When a client is looked at. */
  enum Pace {
    /** Whenever anything becomes known, and when a detector asks for it. */
    CHANGE,
    /** At the beginning of each day. */
    DAY
  }

  static final String USAGE =
      """
      What would Attune have said about our own past? Reads exported FHIR R4 records; needs no server.

        java -jar attune-replay.jar --in DIR --out DIR [options]

        --in DIR            Bulk-Data files: Appointment*.ndjson, Encounter*, EpisodeOfCare*, Patient*,
                            QuestionnaireResponse*, Goal*, CarePlan*, Task*, Communication*; plain or .gz, in any order
        --out DIR           where signals.ndjson, gaps.ndjson, norms.json, summary.json and
                            report.html are written
        --instruments DIR   the site's own instruments, one <id>.properties each
        --settings FILE     the settings of the server, as properties (attune.scope.services=...)
        --norms FILE        compare with these figures of the service instead of counting them: the
                            norms.json of another replay, or the server's figures in that form
        --zone ZONE         the hospital's time zone, such as Europe/Berlin
        --every change|day  look whenever something becomes known (change), or once a day (day)
        --until MOMENT      the moment of the export, such as 2026-01-31T23:00:00Z; otherwise the
                            latest that the files tell of
        --threads N         how many clients at once (one for each processor)
        --help              this text

      It ends with 0 when all is done, 3 when all is done but some lines could not be read (gaps.ndjson
      names them), 4 when no client of psychotherapy was found, 2 when an option, a setting, an
      instrument or a figure is wrong, 1 when a file could not be read or written.
      """;

  static Options parse(List<String> words) throws Trouble {
    var draft = new Draft();
    for (var rest = words.iterator(); rest.hasNext(); ) {
      var option = rest.next();
      try {
        draft.take(option, rest);
      } catch (DateTimeException | NumberFormatException | InvalidPathException wrong) {
        throw notUnderstood(option + ": " + wrong.getMessage());
      }
    }
    return draft.finish();
  }

  private static Trouble notUnderstood(String what) {
    return new Trouble(ExitCodes.NOT_UNDERSTOOD, what + " See --help.");
  }

  /** The options so far. */
  private static final class Draft {
    private @Nullable Path in;
    private @Nullable Path out;
    private @Nullable Path instruments;
    private @Nullable Path settings;
    private @Nullable Path norms;
    private @Nullable ZoneId zone;
    private Pace pace = Pace.CHANGE;
    private @Nullable Instant until;
    private int threads = Runtime.getRuntime().availableProcessors();

    void take(String option, Iterator<String> rest) throws Trouble {
      if (!rest.hasNext()) {
        throw notUnderstood(
            option.startsWith("--")
                ? option + " needs a value or is not known."
                : "\"" + option + "\" is not understood.");
      }
      var value = rest.next();
      switch (option) {
        case "--in" -> in = Path.of(value);
        case "--out" -> out = Path.of(value);
        case "--instruments" -> instruments = Path.of(value);
        case "--settings" -> settings = Path.of(value);
        case "--norms" -> norms = Path.of(value);
        case "--zone" -> zone = ZoneId.of(value);
        case "--until" -> until = moment(value);
        case "--threads" -> threads = threads(value);
        case "--every" -> pace = pace(value);
        default -> throw notUnderstood("There is no option " + option + ".");
      }
    }

    private static Instant moment(String text) throws Trouble {
      try {
        return OffsetDateTime.parse(text).toInstant();
      } catch (DateTimeException notAMoment) {
        throw notUnderstood("--until must be a moment such as 2026-01-31T23:00:00Z.");
      }
    }

    private static int threads(String text) throws Trouble {
      int number = Integer.parseInt(text);
      if (number < 1 || number > 64) {
        throw notUnderstood("--threads must be a whole number from 1 to 64.");
      }
      return number;
    }

    private static Pace pace(String text) throws Trouble {
      return switch (text) {
        case "change" -> Pace.CHANGE;
        case "day" -> Pace.DAY;
        default -> throw notUnderstood("--every must be change or day.");
      };
    }

    Options finish() throws Trouble {
      if (in == null || out == null) {
        throw notUnderstood("Say where to read and where to write: --in DIR --out DIR.");
      }
      return new Options(in, out, instruments, settings, norms, zone, pace, until, threads);
    }
  }
}
