package org.attune.detection;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Every detector there is, in the order in which they run. Found by CDI; listed nowhere. */
@ApplicationScoped
public class Roster {

  private final List<Detector> detectors;

  @Inject
  Roster(@Any Instance<Detector> found) {
    this((Iterable<Detector>) found);
  }

  private Roster(Iterable<Detector> found) {
    detectors =
        StreamSupport.stream(found.spliterator(), false)
            .sorted(Comparator.comparing(Detector::stage).thenComparing(Detector::id))
            .toList();
    if (detectors.isEmpty()) {
      throw new IllegalStateException(
          "Attune found no detector at all, and a plug-in without detectors looks exactly like a"
              + " healthy clinic. Deploy the EAR as it was built; detectors must be @Dependent.");
    }
    detectors.stream()
        .collect(Collectors.groupingBy(Detector::id, Collectors.counting()))
        .forEach(Roster::requireOnce);
  }

  /** A roster of just these, in whatever order they are given. */
  public static Roster of(Iterable<Detector> detectors) {
    return new Roster(detectors);
  }

  /** Made at deployment, so that an empty roster fails there and not at night. */
  void atDeployment(@Observes @Initialized(ApplicationScoped.class) Object context) {}

  /** The detectors by stage, then by id. */
  public List<Detector> detectors() {
    return detectors;
  }

  private static void requireOnce(String id, long times) {
    if (times > 1) {
      throw new IllegalStateException("Attune found " + times + " detectors named " + id + ".");
    }
  }
}
