package org.attune.replay;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.attune.ehr.ChartEntry;
import org.attune.fhir.chart.ResourceReader;
import org.attune.therapy.Booking;
import org.attune.therapy.BookingStatus;
import org.attune.therapy.ChartFact;
import org.attune.therapy.GapReason;
import org.attune.therapy.PatientId;
import org.attune.therapy.Visit;
import org.attune.therapy.VisitStatus;
import org.jspecify.annotations.Nullable;

/** Reads every line once and lays down what it tells, parted by client. */
final class Reading {

  private static final int LINES_AT_A_TIME = 200;
  private static final int CHARACTERS_AT_A_TIME = 1 << 18;

  /** A Group has a line of its own, which is as long as it has members. */
  private static final int LONGEST_GROUP = 1 << 25;

  private final Site site;
  private final Workers workers;
  private final Progress progress;
  private final Spill facts;
  private final Gaps gaps;
  private final Instant present;

  private final Map<String, Instant> withdrawn = new ConcurrentHashMap<>();
  private final AtomicReference<@Nullable Instant> first = new AtomicReference<>();
  private final AtomicReference<@Nullable Instant> last = new AtomicReference<>();
  private final AtomicLong lines = new AtomicLong();

  /**
   * @param present the present moment: what is dated later has not happened
   */
  Reading(Site site, Workers workers, Progress progress, Spill facts, Gaps gaps, Instant present) {
    this.site = site;
    this.workers = workers;
    this.progress = progress;
    this.facts = facts;
    this.gaps = gaps;
    this.present = present;
  }

  /** A line and where it stands. */
  private record Line(String text, long number) {}

  /** Reads all files of an export. */
  void read(Path folder) throws IOException, InterruptedException, Trouble {
    var files = Exported.charts(folder);
    var reader = site.reader(members(folder));
    progress.begin("Reading", size(files), "MB", 1e6);
    for (Path file : files) {
      read(file, reader);
    }
    workers.finish();
    progress.end();
  }

  private @Nullable Set<PatientId> members(Path folder)
      throws IOException, InterruptedException, Trouble {
    if (site.group().isBlank()) {
      return null;
    }
    var members = new HashSet<PatientId>();
    for (Path file : Exported.groups(folder)) {
      Exported.read(
          file,
          LONGEST_GROUP,
          bytes -> {},
          (text, number) -> {
            if (text == null) {
              gaps.badLine(String.valueOf(file.getFileName()), number, GapReason.TOO_LARGE);
            } else {
              members.addAll(site.members(text));
            }
          });
    }
    if (members.isEmpty()) {
      throw new Trouble(
          ExitCodes.NOT_UNDERSTOOD,
          "No Group*.ndjson holds the members that attune.scope.group names; add that file to the"
              + " export or correct the id.");
    }
    return members;
  }

  private static long size(List<Path> files) throws IOException {
    long size = 0;
    for (Path file : files) {
      size += Files.size(file);
    }
    return size;
  }

  private void read(Path file, ResourceReader reader) throws IOException, InterruptedException {
    var name = String.valueOf(file.getFileName());
    var batch = new Batch(name, reader);
    long brokenOff =
        Exported.read(
            file,
            site.largestResource(),
            progress::add,
            (text, number) -> {
              lines.incrementAndGet();
              if (text == null) {
                gaps.badLine(name, number, GapReason.TOO_LARGE);
              } else {
                batch.add(new Line(text, number));
              }
            });
    batch.send();
    if (brokenOff > 0) {
      gaps.badLine(name, brokenOff, GapReason.UNREADABLE);
    }
  }

  /** Lines that are taken together by one thread. */
  private final class Batch {

    private final String file;
    private final ResourceReader reader;
    private List<Line> waiting = new ArrayList<>();
    private int characters;

    Batch(String file, ResourceReader reader) {
      this.file = file;
      this.reader = reader;
    }

    void add(Line line) throws InterruptedException {
      waiting.add(line);
      characters += line.text().length();
      if (waiting.size() >= LINES_AT_A_TIME || characters >= CHARACTERS_AT_A_TIME) {
        send();
      }
    }

    void send() throws InterruptedException {
      var these = waiting;
      waiting = new ArrayList<>();
      characters = 0;
      workers.run(() -> these.forEach(line -> take(file, line, reader.read(line.text()))));
    }
  }

  private void take(String file, Line line, ChartEntry entry) {
    var reading = entry.reading();
    if (reading instanceof org.attune.therapy.Reading.Gap<List<ChartFact>> gap) {
      if (gap.reason() == GapReason.UNREADABLE || gap.reason() == GapReason.TOO_LARGE) {
        gaps.badLine(file, line.number(), gap.reason());
      } else {
        gaps.record(entry.source(), gap.reason());
      }
    } else if (reading instanceof org.attune.therapy.Reading.Withdrawn<List<ChartFact>>) {
      withdrawn.merge(entry.source().reference(), entry.updated(), Reading::later);
    } else if (reading instanceof org.attune.therapy.Reading.Fact<List<ChartFact>> told) {
      told.value().forEach(fact -> keep(fact, entry.updated()));
      happened(entry.updated());
    }
  }

  private void keep(ChartFact fact, Instant updated) {
    facts.add(fact.patient().value(), Told.line(updated, fact));
    History.moments(fact, site.zone())
        .forEach(moment -> first.accumulateAndGet(moment, Reading::earlier));
    happened(fact).filter(Objects::nonNull).forEach(this::happened);
  }

  /** What a fact says has happened; an hour that is only booked has not. */
  private static Stream<@Nullable Instant> happened(ChartFact fact) {
    if (fact instanceof Booking booking) {
      boolean over =
          booking.status() == BookingStatus.KEPT || booking.status() == BookingStatus.MISSED;
      return Stream.of(booking.created(), booking.cancelledAt(), over ? booking.start() : null);
    } else if (fact instanceof Visit visit) {
      boolean begun =
          visit.status() == VisitStatus.FINISHED || visit.status() == VisitStatus.UNDER_WAY;
      return Stream.of(begun ? visit.start() : null);
    }
    return Stream.of(History.answeredAt(fact));
  }

  private void happened(Instant moment) {
    if (!moment.isAfter(present) && moment.isAfter(Instant.EPOCH)) {
      last.accumulateAndGet(moment, Reading::later);
    }
  }

  private static Instant earlier(@Nullable Instant one, Instant other) {
    return one == null || other.isBefore(one) ? other : one;
  }

  private static Instant later(@Nullable Instant one, Instant other) {
    return one == null || other.isAfter(one) ? other : one;
  }

  /** Records that were taken back, by reference, with the moment of that version. */
  Map<String, Instant> withdrawn() {
    return withdrawn;
  }

  /** How many lines were read. */
  long lines() {
    return lines.get();
  }

  /**
   * The days that the files tell of.
   *
   * @param asked the moment of the export, or null for the latest that has happened
   */
  Timeline timeline(@Nullable Instant asked) throws Trouble {
    var beginning = first.get();
    var end = asked == null ? last.get() : asked;
    if (beginning == null || end == null) {
      throw new Trouble(
          ExitCodes.NOTHING_FOUND,
          "No line tells of psychotherapy; check attune.scope.services in the file that --settings"
              + " names.");
    }
    var from = beginning.isBefore(end) ? beginning : end;
    return new Timeline(from.atZone(site.zone()).toLocalDate(), end, site.zone());
  }
}
