package org.attune.worklist;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

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
   */
  public record Acknowledged(List<String> done, List<String> gone, List<String> look) {
    public Acknowledged {
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
    var done = new ArrayList<String>();
    var gone = new ArrayList<String>();
    var look = new ArrayList<String>();
    items.stream()
        .distinct()
        .limit(ShowWorklist.ROWS)
        .forEach(item -> where(acting.amongMany(desk, item, locale), done, gone, look).add(item));
    return new Acknowledged(done, gone, look);
  }

  private static List<String> where(
      Outcome outcome, List<String> done, List<String> gone, List<String> look) {
    if (outcome instanceof Outcome.Done) {
      return done;
    }
    return outcome instanceof Outcome.NotUnderstood ? look : gone;
  }
}
