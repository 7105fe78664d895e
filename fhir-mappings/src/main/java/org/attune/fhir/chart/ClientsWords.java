package org.attune.fhir.chart;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.attune.ehr.EhrUnavailable;
import org.attune.fhir.client.Answer;
import org.attune.fhir.client.EhrClient;
import org.attune.fhir.client.FhirR4;
import org.attune.fhir.questionnaire.GoalFormWords;
import org.attune.matching.ClientGoal;
import org.attune.therapy.CareGoal;
import org.attune.therapy.CareGoal.Acceptance;
import org.attune.therapy.ChartFact;
import org.attune.therapy.GoalReview;
import org.attune.therapy.Labels;
import org.attune.therapy.PatientId;
import org.attune.therapy.Reading;
import org.attune.writeback.OneLine;
import org.hl7.fhir.r4.model.Goal;
import org.hl7.fhir.r4.model.QuestionnaireResponse;

/**
 * Reads what a client calls a goal, as it stands in the record at this moment, to be put forward in
 * these words: in a goal of the record, or on a line of a goal form that promised so. Only words
 * that stand there as the client's own are read: what somebody else named, what may not be read
 * here, and what the client does not agree with any longer has none. The look is Attune's own, and
 * accounted for so.
 */
@ApplicationScoped
public class ClientsWords {

  /** More records of one goal than anybody has. */
  private static final int MOST = 5;

  /** The EHR itself is not there for us: who are we, not so fast, come back later. */
  private static final Set<Integer> NOT_NOW = Set.of(401, 429, 503);

  private final EhrClient ehr;
  private final FhirR4 fhir;
  private final Readers readers;

  @Inject
  public ClientsWords(EhrClient ehr, FhirR4 fhir, Readers readers) {
    this.ehr = ehr;
    this.fhir = fhir;
    this.readers = readers;
  }

  /** What came of it. */
  public sealed interface Said {

    /**
     * They call it so.
     *
     * @param text one line
     * @param labels what must be carried with it
     */
    record Words(String text, Labels labels) implements Said {

      /** Masked: somebody's words must never reach a log. */
      @Override
      public String toString() {
        return "a client's words";
      }
    }

    /** They have no words for it, several, or none that can be put forward. */
    record Nothing() implements Said {}

    /** The EHR does not give it to us now; that may pass. */
    record NotTold() implements Said {}
  }

  /**
   * What a client calls the goal that they named in some records.
   *
   * @throws EhrUnavailable when the EHR does not answer at all
   */
  public Said of(PatientId client, List<ClientGoal> named) throws EhrUnavailable {
    var all = new ArrayList<Said>();
    for (ClientGoal goal : named.stream().limit(MOST).toList()) {
      all.add(of(client, goal));
    }
    if (all.stream().anyMatch(Said.NotTold.class::isInstance)) {
      return new Said.NotTold();
    }
    var texts = words(all).map(Said.Words::text).distinct().toList();
    boolean one = texts.size() == 1 && words(all).count() == named.size();
    return one
        ? new Said.Words(
            texts.get(0), words(all).map(Said.Words::labels).reduce(Labels.NONE, Labels::and))
        : new Said.Nothing();
  }

  private static Stream<Said.Words> words(List<Said> all) {
    return all.stream().filter(Said.Words.class::isInstance).map(Said.Words.class::cast);
  }

  private Said of(PatientId client, ClientGoal goal) throws EhrUnavailable {
    var answer = ehr.get(goal.source().reference(), List.of(client));
    if (NOT_NOW.contains(answer.status())) {
      throw ehr.unavailable(answer);
    }
    if (!answer.ok()) {
      return new Said.NotTold();
    }
    return admitted(client, goal, answer)
        .flatMap(fact -> words(fact, goal, answer))
        .<Said>map(words -> words)
        .orElseGet(Said.Nothing::new);
  }

  /** What the same door lets in that all facts come through. */
  private Optional<ChartFact> admitted(PatientId client, ClientGoal goal, Answer answer)
      throws EhrUnavailable {
    var read = readers.current().read(answer.body());
    return goal.source().sameResource(read.source())
            && read.reading() instanceof Reading.Fact<List<ChartFact>> facts
        ? facts.value().stream().filter(fact -> fact.patient().equals(client)).findFirst()
        : Optional.empty();
  }

  private Optional<Said.Words> words(ChartFact fact, ClientGoal goal, Answer answer) {
    var resource = fhir.parse(answer.body()).orElse(null);
    if (fact instanceof CareGoal known && resource instanceof Goal record) {
      return inRecord(known, record).map(text -> new Said.Words(text, known.labels()));
    }
    return fact instanceof GoalReview review && resource instanceof QuestionnaireResponse form
        ? onForm(review, form, goal.place()).map(text -> new Said.Words(text, review.labels()))
        : Optional.empty();
  }

  /** The name of a code is nobody's words. */
  private static Optional<String> inRecord(CareGoal known, Goal record) {
    boolean theirs =
        known.namedByClient() && known.clientSays().filter(Acceptance.DISAGREE::equals).isEmpty();
    return Optional.ofNullable(theirs ? record.getDescription().getText() : null)
        .flatMap(OneLine::goal);
  }

  private static Optional<String> onForm(GoalReview review, QuestionnaireResponse form, int line) {
    return line == 0
        ? Optional.empty()
        : GoalFormWords.putForward(form, review, line).flatMap(OneLine::goal);
  }
}
