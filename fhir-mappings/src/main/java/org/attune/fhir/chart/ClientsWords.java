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
import org.attune.fhir.goals.GoalWording;
import org.attune.fhir.questionnaire.GoalFormWords;
import org.attune.matching.ClientGoal;
import org.attune.therapy.CareGoal;
import org.attune.therapy.CareGoal.Acceptance;
import org.attune.therapy.ChartFact;
import org.attune.therapy.GoalReview;
import org.attune.therapy.Labels;
import org.attune.therapy.PatientId;
import org.attune.therapy.Reading;
import org.hl7.fhir.r4.model.Goal;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.jspecify.annotations.Nullable;

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

  private static final Set<Integer> GONE = Set.of(404, 410);

  private final EhrClient ehr;
  private final FhirR4 fhir;
  private final Readers readers;

  @Inject
  public ClientsWords(EhrClient ehr, FhirR4 fhir, Readers readers) {
    this.ehr = ehr;
    this.fhir = fhir;
    this.readers = readers;
  }

  /**
   * What came of it.
   *
   * @param words what they call it, on one line; null where they have no words for it, several, or
   *     none that can be put forward
   * @param from where these words stand, and every goal of the record that is theirs, be it without
   *     words
   * @param labels what must be carried with it
   * @param told whether the EHR told; where it did not, that may pass
   */
  public record Said(@Nullable String words, List<ClientGoal> from, Labels labels, boolean told) {

    private static final Said NOTHING = new Said(null, List.of(), Labels.NONE, true);

    public Said {
      from = List.copyOf(from);
    }

    /** What stands in one record. */
    private static Said of(Optional<String> words, ClientGoal where, Labels labels) {
      boolean none = words.isEmpty() && !where.inRecord();
      return none ? NOTHING : new Said(words.orElse(null), List.of(where), labels, true);
    }

    /** What does not stand there any longer is nobody's goal. */
    private static Said notTold(ClientGoal where, int status) {
      boolean stands = where.inRecord() && !GONE.contains(status);
      return new Said(null, stands ? List.of(where) : List.of(), Labels.NONE, false);
    }

    /** Masked: somebody's words must never reach a log. */
    @Override
    public String toString() {
      return "what a client says";
    }
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
    var texts = all.stream().flatMap(each -> Stream.ofNullable(each.words())).toList();
    boolean told = all.stream().allMatch(Said::told);
    boolean one = texts.stream().distinct().count() == 1 && texts.size() == named.size();
    return new Said(
        told && one ? texts.get(0) : null,
        all.stream().flatMap(each -> each.from().stream()).toList(),
        all.stream().map(Said::labels).reduce(Labels.NONE, Labels::and),
        told);
  }

  private Said of(PatientId client, ClientGoal goal) throws EhrUnavailable {
    var answer = ehr.get(goal.source().reference(), List.of(client));
    if (NOT_NOW.contains(answer.status())) {
      throw ehr.unavailable(answer);
    }
    if (!answer.ok()) {
      return Said.notTold(goal, answer.status());
    }
    var fact = admitted(client, goal, answer).orElse(null);
    var resource = fhir.parse(answer.body()).orElse(null);
    if (fact instanceof CareGoal known && resource instanceof Goal record && isTheirs(known)) {
      return Said.of(GoalWording.quotable(record), goal, known.labels());
    }
    return fact instanceof GoalReview review && resource instanceof QuestionnaireResponse form
        ? Said.of(onForm(review, form, goal.place()), goal, review.labels())
        : Said.NOTHING;
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

  private static boolean isTheirs(CareGoal known) {
    return known.namedByClient()
        && known.clientSays().filter(Acceptance.DISAGREE::equals).isEmpty();
  }

  private static Optional<String> onForm(GoalReview review, QuestionnaireResponse form, int line) {
    return line == 0 ? Optional.empty() : GoalFormWords.putForward(form, review, line);
  }
}
