package org.attune.worklist;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.attune.agenda.WorkAct;
import org.attune.agenda.WorkActs;
import org.attune.findings.Dismissal;
import org.attune.findings.FindingAct;
import org.attune.findings.FindingActs;
import org.attune.therapy.PatientId;
import org.attune.worklist.ItemView.Deed;

/** What people did about a row, at the chart or from the list. */
@ApplicationScoped
public class RowHistory {

  private final WorkActs acts;
  private final FindingActs deeds;

  @Inject
  public RowHistory(WorkActs acts, FindingActs deeds) {
    this.acts = acts;
    this.deeds = deeds;
  }

  /**
   * All of it, the earliest first. What a therapist does about the prompt behind a question is told
   * to nobody else.
   */
  List<Deed> of(PatientId patient, String item, boolean question) {
    var ofFinding =
        (question ? List.<FindingAct>of() : deeds.of(List.of(patient)))
            .stream().filter(act -> act.finding().value().equals(item)).map(RowHistory::deed);
    return Stream.concat(ofFinding, acts.of(item).stream().map(RowHistory::deed))
        .sorted(Comparator.comparing(Deed::at))
        .toList();
  }

  /** Who put it off last, as far as that is known. */
  Optional<String> whoPutItOff(PatientId patient, String item, boolean question) {
    return of(patient, item, question).stream()
        .filter(deed -> deed.what().equals(WorkAct.What.SNOOZED.name()))
        .reduce((earlier, later) -> later)
        .map(Deed::by)
        .filter(who -> !who.isEmpty());
  }

  private static Deed deed(FindingAct act) {
    return new Deed(
        act.at(),
        act.what().name(),
        act.by(),
        null,
        act.until().orElse(null),
        act.reason().map(Dismissal::name).orElse(null));
  }

  private static Deed deed(WorkAct act) {
    return new Deed(
        act.at(),
        act.what().name(),
        act.by(),
        act.to().orElse(null),
        act.until().orElse(null),
        null);
  }
}
