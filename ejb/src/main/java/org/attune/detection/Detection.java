package org.attune.detection;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.attune.norms.ServiceNorms;
import org.attune.therapy.CancellationReason;
import org.attune.therapy.TherapyCourse;

/** Runs every detector over a course and lets earlier stages hold back later ones. */
@ApplicationScoped
public class Detection {

  private final Roster roster;

  @Inject
  public Detection(Roster roster) {
    this.roster = roster;
  }

  /**
   * What stands for a course at its own instant, by stage and then by detector. Death closes
   * everything, silently. Of a course that has ended only what the client told us stands. A course
   * ordered by a court gives prompts only; what goes to a named person instead of the chart stays.
   */
  public List<Signal> judge(TherapyCourse course, ServiceNorms norms) {
    return judge(course, norms, Set.of());
  }

  /**
   * The same, as if some detectors held nobody back: to see what their holding back is worth.
   *
   * @param notHolding ids of detectors that hold nobody back
   */
  public List<Signal> judge(TherapyCourse course, ServiceNorms norms, Set<String> notHolding) {
    if (closedByDeath(course)) {
      return List.of();
    }
    var signals = new ArrayList<Signal>();
    var holds = new HashMap<String, Stage>();
    for (Detector detector : roster.detectors()) {
      if (mayFind(course, detector) && !heldBack(detector, holds)) {
        var found = detector.examine(course, norms, Collections.unmodifiableList(signals));
        if (found.isPresent()) {
          var signal = found.get();
          signals.add(course.standing().courtOrdered() ? asPrompt(signal) : signal);
          if (!notHolding.contains(detector.id())) {
            signal.holdsBack().forEach(id -> holds.putIfAbsent(id, detector.stage()));
          }
        }
      }
    }
    return List.copyOf(signals);
  }

  private static boolean closedByDeath(TherapyCourse course) {
    if (course.standing().deceased()) {
      return true;
    }
    for (var session : course.sessions()) {
      if (session.reason() == CancellationReason.DEATH) {
        return true;
      }
    }
    return false;
  }

  /** What a client says is heard after the last session too. */
  private static boolean mayFind(TherapyCourse course, Detector detector) {
    return course.ended() == null || detector.stage() == Stage.CLIENT_VOICE;
  }

  private static boolean heldBack(Detector detector, Map<String, Stage> holds) {
    var holder = holds.get(detector.id());
    return holder != null && holder.compareTo(detector.stage()) < 0;
  }

  private static Signal asPrompt(Signal signal) {
    return signal.channel() == Channel.CHART ? signal.asPrompt() : signal;
  }
}
