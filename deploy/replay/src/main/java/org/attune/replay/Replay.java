package org.attune.replay;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import org.attune.detection.Detector;
import org.attune.norms.ServiceNorms;
import org.attune.responses.NextSteps;
import org.attune.therapy.PatientId;
import org.jspecify.annotations.Nullable;

/** The replay's entrance. */
public final class Replay {

  private final Options options;
  private final Site site;
  private final Workers workers;
  private final Progress progress;
  private final Clock clock;
  private final @Nullable NavigableMap<LocalDate, ServiceNorms> given;
  private final Spill facts;
  private final Spill raised;
  private final Spill uncounted;

  private Replay(
      Options options, Site site, Workers workers, Progress progress, Clock clock, Path scratch)
      throws Trouble {
    this.options = options;
    this.site = site;
    this.workers = workers;
    this.progress = progress;
    this.clock = clock;
    this.given =
        options.norms() == null ? null : GivenNorms.read(options.norms(), site::understands);
    this.facts = new Spill(scratch, "facts");
    this.raised = new Spill(scratch, "signals");
    this.uncounted = new Spill(scratch, "gaps");
  }

  /** Replays an export and ends with one of the numbers that the help tells. */
  public static void main(String[] arguments) {
    var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    @SuppressWarnings("SystemConsoleNull") // from JDK 22 on the bar is redrawn in pipes, too
    boolean terminal = System.console() != null;
    int code = run(List.of(arguments), out, terminal, Clock.systemUTC());
    if (code != ExitCodes.DONE) {
      System.exit(code);
    }
  }

  static int run(List<String> arguments, PrintStream out, boolean terminal, Clock clock) {
    if (arguments.isEmpty() || arguments.contains("--help")) {
      out.print(Options.USAGE);
      return arguments.isEmpty() ? ExitCodes.NOT_UNDERSTOOD : ExitCodes.DONE;
    }
    try {
      return replay(Options.parse(arguments), out, new Progress(out, terminal), clock);
    } catch (Trouble trouble) {
      out.println(trouble.getMessage());
      return trouble.exitCode();
    } catch (IOException | UncheckedIOException failed) {
      out.println(
          "A file could not be read or written ("
              + failed.getClass().getSimpleName()
              + "); see whether the disk of --out is full and the folders may be used.");
      return ExitCodes.FAILED;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return ExitCodes.FAILED;
    }
  }

  private static int replay(Options options, PrintStream out, Progress progress, Clock clock)
      throws Trouble, IOException, InterruptedException {
    Files.createDirectories(options.out());
    var scratch = Files.createTempDirectory(options.out(), ".attune-replay-");
    var removal = new Thread(() -> remove(scratch), "clean-up");
    Runtime.getRuntime().addShutdownHook(removal);
    try (var site = Site.of(options);
        var workers = new Workers(options.threads())) {
      var replay = new Replay(options, site, workers, progress, clock, scratch);
      return replay.go(scratch, out);
    } finally {
      remove(scratch);
      Runtime.getRuntime().removeShutdownHook(removal);
    }
  }

  private int go(Path scratch, PrintStream out) throws Trouble, IOException, InterruptedException {
    var gaps = new Gaps(uncounted, site.catalogue(), site.locale());
    var reading = new Reading(site, workers, progress, facts, gaps, clock.instant());
    reading.read(options.in());
    facts.close();
    var timeline = reading.timeline(options.until());
    var norms = norms(timeline, reading);
    var totals = walk(timeline, norms, reading, gaps);
    raised.close();
    uncounted.close();
    if (totals.clients() == 0) {
      throw new Trouble(
          ExitCodes.NOTHING_FOUND,
          "No client of psychotherapy was found; check attune.scope.services in the file that"
              + " --settings names.");
    }
    var findings =
        new Findings(
            timeline,
            options.pace(),
            totals,
            norms.changes(),
            given != null,
            gaps.counts(),
            reading.lines(),
            gaps.badLines());
    write(findings, scratch);
    return tell(findings, gaps, out);
  }

  private NormsByDay.Figures norms(Timeline timeline, Reading reading) throws InterruptedException {
    if (given != null) {
      return NormsByDay.given(timeline, given);
    }
    progress.begin("Counting what is usual", Spill.PARTS, "parts", 1);
    var all = new NormsByDay(timeline);
    workers.<NormsByDay>parts(
        part ->
            () -> {
              var norms = new NormsByDay(timeline);
              each(part, reading, history -> norms.add(history, site.assembly()));
              return norms;
            },
        norms -> {
          all.add(norms);
          progress.add(1);
        });
    progress.end();
    return all.figures();
  }

  private Totals walk(Timeline timeline, NormsByDay.Figures norms, Reading reading, Gaps gaps)
      throws InterruptedException {
    progress.begin("Walking through", Spill.PARTS, "parts", 1);
    var detectors = site.roster().detectors().stream().map(Detector::id).toList();
    var walk = new Walk(timeline, options.pace(), site.assembly(), site.detection(), norms::at);
    var lines = new SignalLines(raised, site.catalogue(), site.locale());
    var all = new Totals(detectors);
    workers.<Totals>parts(
        part ->
            () -> {
              var totals = new Totals(detectors);
              each(
                  part,
                  reading,
                  history -> {
                    var walked = walk.through(history);
                    totals.add(walked, timeline);
                    advise(walked, history, lines, totals);
                    walked.atLast().gaps().forEach(gaps::record);
                  });
              return totals;
            },
        totals -> {
          all.add(totals);
          progress.add(1);
        });
    progress.end();
    return all;
  }

  /** Each signal gets what would have been offered with it as it last stood. */
  private void advise(Walk.Walked walked, History history, SignalLines lines, Totals totals) {
    for (var raised : walked.usual().all()) {
      var detector = raised.kind().detector();
      var view = raised.view();
      var advice =
          Objects.requireNonNull(
              site.nextSteps().of(view.course(), view.signals(), site.locale()).get(detector));
      lines.add(history.patient(), raised, advice);
      totals.suggest(detector, advice.steps().stream().map(NextSteps.Step::id).toList());
    }
  }

  /** Does something with one client. */
  private interface Use {
    void of(History history);
  }

  private void each(int part, Reading reading, Use use) throws IOException {
    for (var client : facts.byKey(part).entrySet()) {
      var history =
          History.of(new PatientId(client.getKey()), client.getValue(), reading.withdrawn());
      if (history.inScope()) {
        use.of(history);
      }
    }
  }

  /** Nothing stands in the folder under its own name before it is whole. */
  private void write(Findings findings, Path scratch) throws IOException {
    var names =
        List.of("signals.ndjson", "gaps.ndjson", "norms.json", "summary.json", "report.html");
    raised.mergeInto(scratch.resolve(names.get(0)));
    uncounted.mergeInto(scratch.resolve(names.get(1)));
    Files.writeString(scratch.resolve(names.get(2)), Summary.norms(findings.norms()));
    Files.writeString(scratch.resolve(names.get(3)), Summary.page(findings));
    Files.writeString(
        scratch.resolve(names.get(4)),
        new Report(findings, site.catalogue(), site.nextSteps(), site.locale()).page());
    for (var name : names) {
      Files.move(
          scratch.resolve(name), options.out().resolve(name), StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private int tell(Findings findings, Gaps gaps, PrintStream out) {
    var totals = findings.totals();
    long signals = totals.usual().values().stream().mapToLong(Totals.OfDetector::signals).sum();
    out.printf(
        "%d clients, %d sessions, %d signals; open %s.%n",
        totals.clients(), totals.sessions(), signals, options.out().resolve("report.html"));
    gaps.firstBadLines()
        .forEach(
            (file, line) ->
                out.printf(
                    "%s holds lines that cannot be read; the first is line %d.%n", file, line));
    if (findings.badLines() == 0) {
      return ExitCodes.DONE;
    }
    out.printf("%d lines could not be read; gaps.ndjson names them.%n", findings.badLines());
    return ExitCodes.DONE_WITH_BAD_LINES;
  }

  private static void remove(Path folder) {
    if (!Files.exists(folder)) {
      return;
    }
    try (var files = Files.walk(folder)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException | UncheckedIOException left) {
      // Nothing more can be done about it here; the folder is hidden and named after the replay.
    }
  }
}
