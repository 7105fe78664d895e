package org.attune.checks.slices;

import jakarta.ejb.Local;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.attune.access.Viewer;
import org.attune.ehr.EhrUnavailable;
import org.attune.matching.ClientGoal;
import org.attune.matching.GoalWords;
import org.attune.matching.GoalWords.Worded;
import org.attune.matching.WordsOfGoals;

/** Has the words of some goals, and falls silent with the hospital. */
@Stateless
@Local(WordsOfGoals.class)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class HospitalToQuote implements WordsOfGoals {

  /** The words of each goal, by its key. */
  static final Map<String, String> WORDS = new ConcurrentHashMap<>();

  @Override
  public GoalWords of(Viewer viewer, Wanted wanted) throws EhrUnavailable {
    if (Hospital.silent) {
      throw new EhrUnavailable("The EHR is silent.", null);
    }
    var asked = Stream.concat(wanted.goals().stream(), wanted.forms().stream()).toList();
    var words =
        WORDS.entrySet().stream()
            .flatMap(
                each ->
                    ClientGoal.parse(each.getKey()).stream()
                        .filter(goal -> asked.stream().anyMatch(goal.source()::sameResource))
                        .map(
                            goal ->
                                new Worded(
                                    goal,
                                    goal.source(),
                                    each.getValue(),
                                    List.of(),
                                    each.getValue())))
            .toList();
    return new GoalWords(words, List.of());
  }
}
