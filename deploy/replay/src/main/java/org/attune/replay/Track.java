package org.attune.replay;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Function;
import org.attune.detection.Signal;
import org.attune.therapy.TherapyCourse;
import org.jspecify.annotations.Nullable;

/**
 * Follows what stands for one client from look to look, as the server's findings do: of one course
 * and detector at most one signal stands at a time, and while it stands it stays the same.
 */
final class Track {

  /**
   * What may stand once at a time.
   *
   * @param treatment the course
   * @param detector the detector
   */
  record Kind(String treatment, String detector) implements Comparable<Kind> {
    @Override
    public int compareTo(Kind other) {
      int byCourse = treatment.compareTo(other.treatment);
      return byCourse != 0 ? byCourse : detector.compareTo(other.detector);
    }
  }

  /**
   * A signal from its beginning to its end.
   *
   * @param kind of which course and detector
   * @param raisedAt when it was first seen
   * @param signal as it last stood
   * @param view the course in which it last stood
   * @param clearedAt when it was first seen no more, or null while it stands
   * @param clearedBy what had ended it; empty while it stands
   */
  record Raised(
      Kind kind,
      Instant raisedAt,
      Signal signal,
      View view,
      @Nullable Instant clearedAt,
      String clearedBy) {}

  /**
   * One course at one moment.
   *
   * @param course what was known
   * @param signals all that stood in it
   */
  record View(TherapyCourse course, List<Signal> signals) {}

  private final TreeMap<Kind, Raised> standing = new TreeMap<>();
  private final List<Raised> cleared = new ArrayList<>();

  /** The same so far; goes its own way from here. */
  Track copy() {
    var copy = new Track();
    copy.standing.putAll(standing);
    copy.cleared.addAll(cleared);
    return copy;
  }

  /**
   * Takes one look.
   *
   * @param found each course with what stands in it now
   * @param why tells what ended a signal that stands no more
   */
  void look(Collection<View> found, Instant now, Function<Kind, String> why) {
    var met = new HashSet<Kind>();
    for (var view : found) {
      for (var signal : view.signals()) {
        var kind = new Kind(view.course().id().treatment(), signal.detector());
        met.add(kind);
        var before = standing.get(kind);
        var since = before == null ? now : before.raisedAt();
        standing.put(kind, new Raised(kind, since, signal, view, null, ""));
      }
    }
    standing
        .values()
        .removeIf(
            raised -> {
              boolean gone = !met.contains(raised.kind());
              if (gone) {
                cleared.add(
                    new Raised(
                        raised.kind(),
                        raised.raisedAt(),
                        raised.signal(),
                        raised.view(),
                        now,
                        why.apply(raised.kind())));
              }
              return gone;
            });
  }

  /** What stands. */
  List<Raised> standing() {
    return List.copyOf(standing.values());
  }

  /** Everything that was ever raised. */
  List<Raised> all() {
    var all = new ArrayList<>(cleared);
    all.addAll(standing.values());
    return all;
  }
}
