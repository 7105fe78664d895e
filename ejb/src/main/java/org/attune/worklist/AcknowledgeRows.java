package org.attune.worklist;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Acknowledges many rows at once, each for itself: what comes of one is nothing to the others. */
@ApplicationScoped
public class AcknowledgeRows {

  private final ActOnRow acting;

  @Inject
  AcknowledgeRows(ActOnRow acting) {
    this.acting = acting;
  }

  /**
   * What came of it.
   *
   * @param done rows that are acknowledged
   * @param gone rows that are not there any longer
   * @param look rows that are not acknowledged among many: they are pressing, or a goal is open
   * @param resting rows that somebody put off, and that stay so
   */
  public record Acknowledged(
      List<String> done, List<String> gone, List<String> look, List<String> resting) {
    public Acknowledged {
      resting = List.copyOf(resting);
      done = List.copyOf(done);
      gone = List.copyOf(gone);
      look = List.copyOf(look);
    }
  }

  /**
   * Does so.
   *
   * @param items at most as many as {@link ShowWorklist#ROWS} are read
   */
  @Transactional(TxType.NOT_SUPPORTED)
  public Acknowledged acknowledge(Desk desk, Collection<String> items, Locale locale) {
    var came =
        items.stream()
            .distinct()
            .limit(ShowWorklist.ROWS)
            .collect(Collectors.groupingBy(item -> came(acting.amongMany(desk, item, locale))));
    return new Acknowledged(
        came.getOrDefault(Came.DONE, List.of()),
        came.getOrDefault(Came.GONE, List.of()),
        came.getOrDefault(Came.LOOK, List.of()),
        came.getOrDefault(Came.RESTING, List.of()));
  }

  private enum Came {
    DONE,
    GONE,
    LOOK,
    RESTING
  }

  private static Came came(Outcome outcome) {
    if (outcome instanceof Outcome.Done) {
      return Came.DONE;
    }
    if (outcome instanceof Outcome.SomeoneWasFaster faster && faster.row() != null) {
      return Came.RESTING;
    }
    return outcome instanceof Outcome.NotUnderstood ? Came.LOOK : Came.GONE;
  }
}
