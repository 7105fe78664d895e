package org.attune.chart;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.attune.access.Role;
import org.attune.access.Viewer;
import org.attune.ehr.EhrUnavailable;
import org.attune.findings.Finding;
import org.attune.findings.FindingKey;
import org.attune.findings.Findings;
import org.attune.matching.ClientGoal;
import org.attune.matching.GoalInQuestion;
import org.attune.matching.WordsOfGoals;
import org.attune.matching.WordsOfGoals.Wanted;
import org.attune.therapy.Source;

/**
 * Shows the goal that a signal puts forward, with the client's own words for it where they named
 * one: in these it stands in the record. Whoever is not given their words is told what the record
 * says by now, so that nobody takes the client's words out of it without knowing. The EHR is asked
 * for them, so no transaction may wait; one that is silent costs the words alone.
 */
@ApplicationScoped
public class ShowGoal {

  private static final String OPEN = "open";

  private final DecideOnGoal deciding;
  private final Findings findings;
  private final GoalInQuestion inQuestion;
  private final WordsOfGoals words;
  private final WordsOfProposal putForward;
  private final Clock clock;

  @Inject
  ShowGoal(
      DecideOnGoal deciding,
      Findings findings,
      GoalInQuestion inQuestion,
      WordsOfGoals words,
      WordsOfProposal putForward,
      Clock clock) {
    this.deciding = deciding;
    this.findings = findings;
    this.inQuestion = inQuestion;
    this.words = words;
    this.putForward = putForward;
    this.clock = clock;
  }

  /** The goal of a signal of the viewer's client, and what became of it. */
  @Transactional(TxType.NEVER)
  public Optional<GoalView> show(Viewer viewer, FindingKey key, Locale locale) {
    return deciding
        .show(viewer, key, locale)
        .map(goal -> goal.state().equals(OPEN) ? inTheirWords(goal, viewer, key) : goal);
  }

  private GoalView inTheirWords(GoalView goal, Viewer viewer, FindingKey key) {
    var named = findings.find(key).map(this::named).orElse(List.of());
    if (named.isEmpty()) {
      return goal;
    }
    try {
      var theirs = theirs(viewer, named);
      return theirs.isPresent()
          ? goal.calledByTheClient(theirs.get())
          : putForward.of(viewer, key).map(goal::saying).orElse(goal);
    } catch (EhrUnavailable silent) {
      return goal;
    }
  }

  private List<ClientGoal> named(Finding finding) {
    return inQuestion.of(finding.course(), finding.goals(), finding.evidence(), clock.instant());
  }

  private Optional<String> theirs(Viewer viewer, List<ClientGoal> named) throws EhrUnavailable {
    var goals = named.stream().filter(ClientGoal::inRecord).map(ClientGoal::source).toList();
    // A form promises that its words are shown to those who treat the client.
    var forms =
        viewer.role() == Role.CLINICIAN
            ? named.stream().filter(each -> !each.inRecord()).map(ClientGoal::source).toList()
            : List.<Source>of();
    if (goals.isEmpty() && forms.isEmpty()) {
      return Optional.empty();
    }
    return words
        .of(viewer, new Wanted(Set.of(viewer.patient()), goals, forms))
        .quotableOf(named.stream().map(ClientGoal::key).toList());
  }
}
