package org.attune.fhir.chart;

import jakarta.ejb.Local;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.attune.access.Viewer;
import org.attune.ehr.EhrUnavailable;
import org.attune.fhir.capabilities.Capabilities;
import org.attune.fhir.capabilities.SearchForm;
import org.attune.fhir.client.EhrClient;
import org.attune.fhir.client.FewPages;
import org.attune.fhir.client.FhirR4;
import org.attune.fhir.client.Page;
import org.attune.fhir.goals.GoalWording;
import org.attune.fhir.questionnaire.GoalFormWords;
import org.attune.matching.ClientGoal;
import org.attune.matching.GoalWords;
import org.attune.matching.GoalWords.Said;
import org.attune.matching.GoalWords.Worded;
import org.attune.matching.WordsOfGoals;
import org.attune.therapy.CareGoal;
import org.attune.therapy.ChartFact;
import org.attune.therapy.GoalReview;
import org.attune.therapy.Reading;
import org.attune.therapy.Source;
import org.hl7.fhir.r4.model.Goal;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.Resource;

/**
 * Reads the words of goals by one search for the goals and one for the forms, of those alone that
 * are known. What comes back goes through the same door as everything that is kept, so what may not
 * be read any longer has no words either.
 */
@Stateless
@Local(WordsOfGoals.class)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class FhirGoalWords implements WordsOfGoals {

  private static final int MOST_GOALS = 40;
  private static final int MOST_FORMS = 12;

  private final EhrClient ehr;
  private final FhirR4 fhir;
  private final Readers readers;
  private final Capabilities capabilities;

  @Inject
  public FhirGoalWords(EhrClient ehr, FhirR4 fhir, Readers readers, Capabilities capabilities) {
    this.ehr = ehr;
    this.fhir = fhir;
    this.readers = readers;
    this.capabilities = capabilities;
  }

  @Override
  public GoalWords of(Viewer viewer, Wanted wanted) throws EhrUnavailable {
    var goals = new ArrayList<Worded>();
    var said = new ArrayList<Said>();
    each(
        viewer,
        wanted,
        "Goal",
        first(wanted.goals(), MOST_GOALS),
        (fact, resource) -> {
          if (fact instanceof CareGoal known && resource instanceof Goal goal) {
            worded(known, goal).ifPresent(goals::add);
          }
        });
    each(
        viewer,
        wanted,
        "QuestionnaireResponse",
        first(wanted.forms(), MOST_FORMS),
        (fact, resource) -> {
          if (fact instanceof GoalReview review && resource instanceof QuestionnaireResponse form) {
            var words = GoalFormWords.of(form, review);
            goals.addAll(words.goals());
            said.addAll(words.said());
          }
        });
    return new GoalWords(goals, said);
  }

  private static List<Source> first(List<Source> sources, int most) {
    return sources.stream().limit(most).toList();
  }

  private static Optional<Worded> worded(CareGoal known, Goal goal) {
    return GoalWording.text(goal)
        .map(
            text ->
                new Worded(
                    ClientGoal.of(known.source()),
                    known.source(),
                    text,
                    GoalWording.targets(goal),
                    GoalWording.quotable(goal).orElse(null)));
  }

  private void each(
      Viewer viewer,
      Wanted wanted,
      String type,
      List<Source> sources,
      BiConsumer<ChartFact, Resource> reader)
      throws EhrUnavailable {
    if (sources.isEmpty()) {
      return;
    }
    var names = sources.stream().map(Source::reference).collect(Collectors.toSet());
    for (Page.Entry entry : found(viewer, type, sources)) {
      admitted(entry, wanted, names)
          .ifPresent(
              fact ->
                  fhir.parse(entry.resource())
                      .ifPresent(resource -> reader.accept(fact, resource)));
    }
  }

  /** What the same door lets in that all facts come through, of those that were asked for. */
  private Optional<ChartFact> admitted(Page.Entry entry, Wanted wanted, Set<String> names)
      throws EhrUnavailable {
    var read = readers.current().read(entry.resource());
    return names.contains(read.source().reference())
            && read.reading() instanceof Reading.Fact<List<ChartFact>> facts
        ? facts.value().stream()
            .filter(fact -> wanted.records().contains(fact.patient()))
            .findFirst()
        : Optional.empty();
  }

  private List<Page.Entry> found(Viewer viewer, String type, List<Source> sources)
      throws EhrUnavailable {
    var ids = sources.stream().map(Source::id).collect(Collectors.joining(","));
    var byName =
        "_id=" + URLEncoder.encode(ids, StandardCharsets.UTF_8) + "&_count=" + sources.size();
    var answer = ehr.get(type + "?" + byName, viewer);
    if (answer.notUnderstood()) {
      var form = capabilities.form(type).orElse(SearchForm.USUAL);
      answer =
          ehr.get(
              type + "?" + form.of(viewer.patient().value()) + "&_count=" + ehr.pageSize(), viewer);
    }
    return FewPages.of(type, answer, ehr, next -> ehr.get(next, viewer)).entries();
  }
}
