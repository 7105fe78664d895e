package org.attune.fhir.goals;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.attune.fhir.Coded;
import org.attune.fhir.Codes;
import org.attune.fhir.References;
import org.attune.therapy.CareGoal.Acceptance;
import org.attune.therapy.CareGoal.Answer;
import org.attune.therapy.CareGoal.Party;
import org.attune.therapy.Source;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Goal;
import org.hl7.fhir.r4.model.Reference;
import org.jspecify.annotations.Nullable;

/** Reads what each person says to a goal. */
final class Answers {

  private static final Map<String, Acceptance> ACCEPTANCES =
      Map.of(
          "agree", Acceptance.AGREE,
          "disagree", Acceptance.DISAGREE,
          "pending", Acceptance.PENDING);

  // Where one person or one party says two things, the one that does not agree is heard.
  private static final List<Acceptance> HEARD_FIRST =
      List.of(Acceptance.DISAGREE, Acceptance.PENDING, Acceptance.AGREE);

  private static final Map<String, Party> PARTIES =
      Map.of(
          "Patient", Party.CLIENT,
          "Practitioner", Party.PRACTITIONER,
          "PractitionerRole", Party.PRACTITIONER,
          "RelatedPerson", Party.RELATED_PERSON);

  private final References references;

  Answers(References references) {
    this.references = references;
  }

  /** One answer for each person, in the order of the record. */
  List<Answer> of(Goal goal) {
    var known = new LinkedHashMap<Source, Answer>();
    var strangers = new ArrayList<Answer>();
    for (Extension one : goal.getExtensionsByUrl(Codes.GOAL_ACCEPTANCE)) {
      var answer = answer(one);
      if (answer != null) {
        var who = answer.who();
        if (who == null) {
          strangers.add(answer);
        } else {
          known.merge(who, answer, Answers::heard);
        }
      }
    }
    var all = new ArrayList<>(known.values());
    all.addAll(strangers);
    return all;
  }

  /** The same in one word for each party. */
  static SortedMap<Party, Acceptance> byParty(List<Answer> answers) {
    var said = new EnumMap<Party, Acceptance>(Party.class);
    answers.forEach(
        each ->
            said.merge(
                each.party(), each.says(), (one, other) -> isHeardFirst(one, other) ? one : other));
    return new TreeMap<>(said);
  }

  /** Whose voice a person's is, or null. */
  static @Nullable Party party(Reference person) {
    return PARTIES.entrySet().stream()
        .filter(row -> References.meansA(row.getKey(), person))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(null);
  }

  /** The very person, if this EHR knows them. */
  @Nullable Source person(Reference person) {
    return references.to(person).filter(source -> PARTIES.containsKey(source.type())).orElse(null);
  }

  private @Nullable Answer answer(Extension one) {
    var who = only(one, "individual");
    var status = only(one, "status");
    if (who == null || status == null || !(who.getValue() instanceof Reference person)) {
      return null;
    }
    var party = party(person);
    var says = acceptance(status);
    return party == null || says == null
        ? null
        : new Answer(party, person(person), says, priority(only(one, "priority")));
  }

  // Of two either may be meant.
  private static @Nullable Extension only(Extension of, String url) {
    var named = of.getExtensionsByUrl(url);
    return named.size() == 1 ? named.get(0) : null;
  }

  private static @Nullable Acceptance acceptance(Extension status) {
    return status.hasValue() && status.getValue().isPrimitive()
        ? ACCEPTANCES.get(String.valueOf(status.getValue().primitiveValue()))
        : null;
  }

  private static @Nullable String priority(@Nullable Extension said) {
    return said != null && said.getValue() instanceof CodeableConcept priority
        ? Coded.kept(List.of(priority)).stream().findFirst().orElse(null)
        : null;
  }

  private static Answer heard(Answer one, Answer other) {
    return isHeardFirst(one.says(), other.says()) ? one : other;
  }

  private static boolean isHeardFirst(Acceptance one, Acceptance other) {
    return HEARD_FIRST.indexOf(one) <= HEARD_FIRST.indexOf(other);
  }
}
