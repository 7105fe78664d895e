package org.attune.detection.alliance;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.attune.detection.Category;
import org.attune.detection.Channel;
import org.attune.detection.Detector;
import org.attune.detection.FirstSessions;
import org.attune.detection.Level;
import org.attune.detection.Lookout;
import org.attune.detection.Signal;
import org.attune.detection.Strand;
import org.attune.detection.statistics.PersonLimit;
import org.attune.detection.statistics.Ratings;
import org.attune.norms.ServiceNorms;
import org.attune.settings.Setting;
import org.attune.settings.Settings;
import org.attune.therapy.CheckIn;
import org.attune.therapy.CheckIn.Audience;
import org.attune.therapy.Respondent;
import org.attune.therapy.Source;
import org.attune.therapy.TherapyCourse;
import org.jspecify.annotations.Nullable;

/**
 * Client and therapist see their sessions differently. It rests on the therapist's own notes, so it
 * is told to that therapist and to nobody else.
 */
@Dependent
public final class ConcordanceGap implements Detector {

  static final Setting<Double> GAP = Setting.number("concordance-gap.gap", 1.5, 1.0, 3.0);
  static final Setting<Double> ITEM_SD = Setting.number("concordance-gap.item-sd", 1.5, 0.5, 3.0);
  static final Setting<Integer> EACH = Setting.count("concordance-gap.forms-each", 4, 4, 10);

  /** A smaller gap than this ends it, in standard deviations. */
  private static final double CLOSED = 1.0;

  private static final int AMONG = 3;
  private static final int WIDE_NEEDED = 2;

  private final double gap;
  private final double itemSd;
  private final int each;

  @Inject
  public ConcordanceGap(Settings settings) {
    gap = settings.get(GAP);
    itemSd = settings.get(ITEM_SD);
    each = settings.get(EACH);
  }

  @Override
  public String id() {
    return "concordance-gap";
  }

  @Override
  public boolean aboutRelationship() {
    return true;
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public List<Setting<?>> settings() {
    return List.of(GAP, ITEM_SD, EACH);
  }

  @Override
  public Optional<Signal> examine(TherapyCourse course, ServiceNorms norms) {
    if (course.forms().notes().size() < each || course.checkIns().size() < each) {
      return Optional.empty();
    }
    var early = FirstSessions.over(course);
    var standing = new ArrayList<Standing>();
    for (Strand<BothSides> strand : BothSides.of(course)) {
      var found = strand.closed() ? null : standing(strand.forms(), early);
      if (found != null) {
        standing.add(found);
      }
    }
    return standing.stream()
        .min(Comparator.comparing(found -> found.onset().at()))
        .map(found -> signal(found, course));
  }

  /**
   * A gap that stands.
   *
   * @param onset the session with which it showed
   * @param recent the sessions it rests on, newest last
   * @param latest the newest gap, in standard deviations; above zero where the client rates higher
   */
  private record Standing(BothSides onset, List<BothSides> recent, double latest) {}

  private @Nullable Standing standing(List<BothSides> sessions, Instant early) {
    var client = new Ratings(itemSd);
    var therapist = new Ratings(itemSd);
    var wide = new boolean[sessions.size()];
    int onset = -1;
    double latest = 0;
    for (int i = 0; i < sessions.size(); i++) {
      var session = sessions.get(i);
      client.add(session.client());
      therapist.add(session.therapist());
      latest = (session.client() - session.therapist()) / spread(client, therapist);
      wide[i] = Math.abs(latest) > gap && !session.at().isBefore(early);
      if (onset >= 0 && Math.abs(latest) < CLOSED) {
        onset = -1;
      } else if (onset < 0 && i + 1 >= each && wide[i] && recent(wide, i) >= WIDE_NEEDED) {
        onset = i;
      }
    }
    return onset < 0
        ? null
        : new Standing(
            sessions.get(onset),
            sessions.subList(Math.max(0, onset - AMONG + 1), sessions.size()),
            latest);
  }

  private static int recent(boolean[] wide, int last) {
    int count = 0;
    for (int i = Math.max(0, last - AMONG + 1); i <= last; i++) {
      count += wide[i] ? 1 : 0;
    }
    return count;
  }

  /** How much the ratings of both vary, pooled, the service's figure counting for each. */
  private static double spread(Ratings client, Ratings therapist) {
    double ofClient = PersonLimit.of(client, 0).sigma();
    double ofTherapist = PersonLimit.of(therapist, 0).sigma();
    return Math.sqrt((ofClient * ofClient + ofTherapist * ofTherapist) / 2);
  }

  private Signal signal(Standing standing, TherapyCourse course) {
    var numbers = new TreeMap<String, Double>();
    numbers.put("gap", Math.abs(standing.latest()));
    numbers.put("limit", gap);
    numbers.put("sessions", (double) standing.recent().size());
    var evidence = new ArrayList<Source>();
    standing.recent().forEach(both -> evidence.add(both.checkIn().source()));
    standing.recent().forEach(both -> evidence.add(both.note().source()));
    return new Signal(
        id(),
        version(),
        Level.PROMPT,
        Category.CLINICAL,
        Channel.PROMPT,
        standing.latest() < 0 ? "flag.client-lower" : "flag",
        numbers,
        standing.onset().checkIn().source(),
        standing.onset().at(),
        evidence.stream().distinct().toList(),
        excluded(course, standing.recent().get(0).checkIn().at()),
        List.of(),
        Lookout.nextSession(course),
        false,
        List.of());
  }

  private static List<Signal.Excluded> excluded(TherapyCourse course, Instant from) {
    return course.checkIns().stream()
        .filter(checkIn -> checkIn.respondent() == Respondent.PROXY)
        .filter(checkIn -> checkIn.audience() != Audience.NOT_MY_THERAPIST)
        .filter(checkIn -> !checkIn.at().isBefore(from))
        .map(CheckIn::source)
        .map(source -> new Signal.Excluded(source, "excluded.proxy"))
        .toList();
  }
}
