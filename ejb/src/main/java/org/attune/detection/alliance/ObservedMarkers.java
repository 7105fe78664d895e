package org.attune.detection.alliance;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.attune.detection.Category;
import org.attune.detection.Channel;
import org.attune.detection.Detector;
import org.attune.detection.FirstSessions;
import org.attune.detection.Level;
import org.attune.detection.Lookout;
import org.attune.detection.ScoreSeries;
import org.attune.detection.Signal;
import org.attune.detection.Strand;
import org.attune.norms.ServiceNorms;
import org.attune.settings.Setting;
import org.attune.settings.Settings;
import org.attune.therapy.Marker;
import org.attune.therapy.SessionNote;
import org.attune.therapy.SessionNote.Observed;
import org.attune.therapy.TeleCheck;
import org.attune.therapy.TherapyCourse;

/**
 * The therapist noted the same thing after several sessions, on their own form. It is a question to
 * that therapist alone and never more: what happened just before, and what was their part.
 */
@Dependent
public final class ObservedMarkers implements Detector {

  static final Setting<Integer> NOTED = Setting.count("observed-markers.noted", 2, 2, 3);

  private static final int AMONG = 3;

  /**
   * What asks nothing here: body and outside causes are never read alone, an attack goes the way of
   * boundary events, and the rest is for the client to say on their own forms.
   */
  private static final Set<Marker> NOT_HERE =
      EnumSet.of(
          Marker.BODY,
          Marker.OUTSIDE_FACTORS,
          Marker.ATTACK,
          Marker.SPOKE_AGAINST,
          Marker.METHOD_DID_NOT_FIT,
          Marker.AGREED_WITH_ALL,
          Marker.DOUBTED,
          Marker.TWO_MINDS,
          Marker.ANGER_AT_CHANGE);

  /** What a bad connection or a room that is not private explains well enough. */
  private static final Set<Marker> BY_THE_SETTING =
      EnumSet.of(
          Marker.SILENCE, Marker.SPOKE_ACROSS, Marker.ATTENTION_ELSEWHERE, Marker.STAYED_GENERAL);

  /** A form on the setting belongs to the session of a note this near to it. */
  private static final Duration SAME_SESSION = Duration.ofHours(24);

  private final int needed;

  @Inject
  public ObservedMarkers(Settings settings) {
    needed = settings.get(NOTED);
  }

  @Override
  public String id() {
    return "observed-markers";
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
    return List.of(NOTED);
  }

  @Override
  public Optional<Signal> examine(TherapyCourse course, ServiceNorms norms) {
    if (course.forms().notes().size() < needed) {
      return Optional.empty();
    }
    var standing = new ArrayList<Walk>();
    for (Strand<SessionNote> notes : byTherapist(course)) {
      if (!notes.closed()) {
        var walk = new Walk(notes.forms(), course, needed);
        if (!walk.since.isEmpty()) {
          standing.add(walk);
        }
      }
    }
    return standing.stream().min(Comparator.comparing(Walk::at)).map(walk -> signal(walk, course));
  }

  private static List<Strand<SessionNote>> byTherapist(TherapyCourse course) {
    var strands = new ArrayList<Strand<SessionNote>>(2);
    var early = FirstSessions.over(course);
    var notes = course.forms().notes();
    for (int i = 0; i < notes.size(); i++) {
      var note = notes.get(i);
      if (!note.boundary() && !note.at().isBefore(early)) {
        var therapist = note.therapist();
        Strand.add(
            strands,
            i,
            note,
            "note",
            "",
            therapist == null ? ScoreSeries.therapistAt(note.at(), course) : therapist);
      }
    }
    return strands;
  }

  /** Goes through the notes of one therapist and keeps what stands at their end. */
  private static final class Walk {

    private final List<SessionNote> notes;
    private final TherapyCourse course;
    private final Map<Marker, Integer> since = new EnumMap<>(Marker.class);

    private Walk(List<SessionNote> notes, TherapyCourse course, int needed) {
      this.notes = notes;
      this.course = course;
      var noted = new ArrayList<Set<Marker>>(notes.size());
      for (int note = 0; note < notes.size(); note++) {
        noted.add(counted(notes.get(note)));
        int last = note;
        since.keySet().removeIf(marker -> times(marker, noted, last) < needed);
        for (Marker marker : noted.get(note)) {
          if (times(marker, noted, note) >= needed) {
            since.putIfAbsent(marker, note);
          }
        }
      }
    }

    private static int times(Marker marker, List<Set<Marker>> noted, int last) {
      int times = 0;
      for (int i = Math.max(0, last - AMONG + 1); i <= last; i++) {
        times += noted.get(i).contains(marker) ? 1 : 0;
      }
      return times;
    }

    private Set<Marker> counted(SessionNote note) {
      var markers = EnumSet.noneOf(Marker.class);
      for (Observed observed : note.observed()) {
        if (observed.amount() > 0 && !NOT_HERE.contains(observed.marker())) {
          markers.add(observed.marker());
        }
      }
      if (!markers.isEmpty() && troubled(note)) {
        markers.removeAll(BY_THE_SETTING);
      }
      return markers;
    }

    private boolean troubled(SessionNote note) {
      for (TeleCheck check : course.forms().teleChecks()) {
        boolean trouble =
            Boolean.FALSE.equals(check.privatePlace())
                || check.connection() == TeleCheck.Connection.TROUBLE
                || check.connection() == TeleCheck.Connection.FAILED;
        if (trouble && Duration.between(check.at(), note.at()).abs().compareTo(SAME_SESSION) < 0) {
          return true;
        }
      }
      return false;
    }

    private int onset() {
      return since.values().stream().mapToInt(Integer::intValue).min().orElseThrow();
    }

    private Instant at() {
      return notes.get(onset()).at();
    }

    /** The notes from the window of the onset on. */
    private List<SessionNote> recent() {
      return notes.subList(Math.max(0, onset() - AMONG + 1), notes.size());
    }

    private boolean tellsOfIt(SessionNote note) {
      return note.observed().stream()
          .anyMatch(each -> each.amount() > 0 && since.containsKey(each.marker()));
    }

    private boolean lacksMyPart(SessionNote note) {
      return note.observed().stream()
          .anyMatch(
              each ->
                  each.amount() > 0 && since.containsKey(each.marker()) && each.myPart() == null);
    }
  }

  private Signal signal(Walk walk, TherapyCourse course) {
    var telling = walk.recent().stream().filter(walk::tellsOfIt).toList();
    var numbers = new TreeMap<String, Double>();
    numbers.put("noted", (double) telling.size());
    numbers.put("of", (double) walk.recent().size());
    return new Signal(
        id(),
        version(),
        Level.PROMPT,
        Category.CLINICAL,
        Channel.PROMPT,
        wording(walk, telling),
        numbers,
        walk.notes.get(walk.onset()).source(),
        walk.at(),
        telling.stream().map(SessionNote::source).toList(),
        excluded(walk, course),
        walk.since.keySet().stream().map(marker -> "remark." + marker.sign()).toList(),
        Lookout.nextSession(course),
        false,
        List.of());
  }

  private static String wording(Walk walk, List<SessionNote> telling) {
    if (walk.since.keySet().equals(EnumSet.of(Marker.THERAPIST_DISTRACTED))) {
      return "flag.own-attention";
    }
    return telling.stream().anyMatch(walk::lacksMyPart) ? "flag.my-part" : "flag";
  }

  private static List<Signal.Excluded> excluded(Walk walk, TherapyCourse course) {
    var from = walk.recent().get(0).at();
    var excluded = new ArrayList<Signal.Excluded>();
    for (SessionNote note : course.forms().notes()) {
      if (note.boundary() && !note.at().isBefore(from)) {
        excluded.add(new Signal.Excluded(note.source(), "excluded.boundary"));
      }
    }
    for (SessionNote note : walk.recent()) {
      if (!walk.tellsOfIt(note) && walk.troubled(note)) {
        excluded.add(new Signal.Excluded(note.source(), "excluded.technology"));
      }
    }
    return excluded;
  }
}
