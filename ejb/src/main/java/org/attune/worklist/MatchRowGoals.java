package org.attune.worklist;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import org.attune.agenda.WorkItem;
import org.attune.agenda.WorkItems;
import org.attune.matching.DecideMatch;
import org.attune.matching.GoalMatch.Verdict;

/** A person at a worklist says of two goals of a row's client that they are one, or are not. */
@ApplicationScoped
public class MatchRowGoals {

  private final WorkItems items;
  private final Rows rows;
  private final DecideMatch deciding;

  @Inject
  MatchRowGoals(WorkItems items, Rows rows, DecideMatch deciding) {
    this.items = items;
    this.rows = rows;
    this.deciding = deciding;
  }

  /** Says so; of a row that is in nobody's reach nothing can be said. */
  @Transactional
  public DecideMatch.Answer decide(Desk desk, String item, DecideMatch.Seen seen, Verdict verdict) {
    var patient =
        items
            .patient(rows.reach(desk), item)
            .filter(
                it ->
                    items
                        .find(item)
                        .filter(row -> row.kind() != WorkItem.Kind.REQUEST)
                        .isPresent());
    return patient
        .map(it -> deciding.decide(desk.of(it), seen, verdict))
        .orElseGet(DecideMatch.Answer.NotOnThisChart::new);
  }
}
