package org.attune.fhir.writeback;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.attune.fhir.Coded;
import org.attune.fhir.Codes;
import org.attune.fhir.Times;
import org.hl7.fhir.r4.model.BaseDateTimeType;
import org.hl7.fhir.r4.model.CarePlan.CarePlanActivityComponent;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Communication;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Flag;
import org.hl7.fhir.r4.model.Goal;
import org.hl7.fhir.r4.model.Goal.GoalTargetComponent;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Task;

/**
 * Tells whether a record of ours still says what we wrote. Each carries a digest of its own
 * meaning; where the meaning no longer gives that digest, a person has changed it. What a server
 * may write differently without meaning anything else, such as zones, narrative, labels and the
 * versions of references, is left out of it.
 */
final class Seal {

  private Seal() {}

  /** Seals a record as it now stands. */
  static void set(DomainResource resource) {
    resource.getExtension().removeIf(one -> Codes.AS_WRITTEN.equals(one.getUrl()));
    resource.addExtension(Codes.AS_WRITTEN, new StringType(digest(meaning(resource))));
  }

  /** Whether a record has a seal at all; some EHRs drop what they do not know. */
  static boolean isSet(DomainResource resource) {
    return resource.hasExtension(Codes.AS_WRITTEN);
  }

  /** Whether a record still says what was sealed. */
  static boolean holds(DomainResource resource) {
    return isDigest(resource.getExtensionsByUrl(Codes.AS_WRITTEN), meaning(resource));
  }

  /** Whether two records mean the same. */
  static boolean same(DomainResource one, DomainResource other) {
    return meaning(one).equals(meaning(other));
  }

  /** The same of one activity of a plan, which is ours within what may be others' as well. */
  static void set(CarePlanActivityComponent activity) {
    activity.getExtension().removeIf(one -> Codes.AS_WRITTEN.equals(one.getUrl()));
    activity.addExtension(Codes.AS_WRITTEN, new StringType(digest(meaning(activity))));
  }

  static boolean isSet(CarePlanActivityComponent activity) {
    return activity.hasExtension(Codes.AS_WRITTEN);
  }

  static boolean holds(CarePlanActivityComponent activity) {
    return isDigest(activity.getExtensionsByUrl(Codes.AS_WRITTEN), meaning(activity));
  }

  static boolean same(CarePlanActivityComponent one, CarePlanActivityComponent other) {
    return meaning(one).equals(meaning(other));
  }

  private static boolean isDigest(List<Extension> seals, List<String> meaning) {
    return seals.stream()
        .filter(Extension::hasValue)
        .anyMatch(seal -> digest(meaning).equals(seal.getValue().primitiveValue()));
  }

  private static List<String> meaning(CarePlanActivityComponent activity) {
    var detail = activity.getDetail();
    var meaning = new ArrayList<String>();
    meaning.add(Objects.toString(detail.getStatus(), ""));
    add(meaning, detail.getStatusReason());
    add(meaning, detail.getCode());
    meaning.add(Objects.toString(detail.getDescription(), ""));
    detail.getGoal().stream().map(Seal::target).sorted().forEach(meaning::add);
    if (detail.getScheduled() instanceof Period period) {
      meaning.add(moment(period.getStartElement()));
      meaning.add(moment(period.getEndElement()));
    } else {
      meaning.add(detail.hasScheduled() ? detail.getScheduled().fhirType() : "no time");
    }
    // Whoever takes part, how it goes and what came of it are people's to say.
    meaning.add("performers " + detail.getPerformer().size());
    meaning.add("notes " + activity.getProgress().size());
    meaning.add(
        "outcomes "
            + (activity.getOutcomeCodeableConcept().size()
                + activity.getOutcomeReference().size()));
    meaning.add("not to be done " + detail.getDoNotPerform());
    meaning.add("elsewhere " + activity.hasReference());
    return meaning;
  }

  private static List<String> meaning(DomainResource resource) {
    if (resource instanceof Flag flag) {
      return meaning(flag);
    }
    if (resource instanceof Goal goal) {
      return meaning(goal);
    }
    if (resource instanceof Task task) {
      return meaning(task);
    }
    if (resource instanceof Communication message) {
      return meaning(message);
    }
    throw new IllegalArgumentException("no seal is known for a " + resource.fhirType());
  }

  private static List<String> meaning(Flag flag) {
    var meaning = new ArrayList<String>();
    meaning.add(Objects.toString(flag.getStatus(), ""));
    flag.getCategory().forEach(category -> add(meaning, category));
    add(meaning, flag.getCode());
    meaning.add(moment(flag.getPeriod().getStartElement()));
    meaning.add(moment(flag.getPeriod().getEndElement()));
    for (Extension priority : flag.getExtensionsByUrl(Codes.FLAG_PRIORITY)) {
      if (priority.getValue() instanceof CodeableConcept concept) {
        add(meaning, concept);
      }
    }
    for (Extension detail : flag.getExtensionsByUrl(Codes.FLAG_DETAIL)) {
      if (detail.getValue() instanceof Reference reference) {
        meaning.add(target(reference));
      }
    }
    return meaning;
  }

  private static List<String> meaning(Goal goal) {
    var meaning = new ArrayList<String>();
    meaning.add(Objects.toString(goal.getLifecycleStatus(), ""));
    add(meaning, goal.getDescription());
    add(meaning, goal.getAchievementStatus());
    goal.getTarget().forEach(target -> add(meaning, target));
    // Whoever agreed to it, or disagreed, has taken it in hand.
    var answers = goal.getExtensionsByUrl(Codes.GOAL_ACCEPTANCE);
    meaning.add("asked " + answers.size());
    meaning.add("notes " + goal.getNote().size());
    // What follows adds nothing where there is none, so that what was sealed before still holds.
    answers.stream().map(Seal::answer).sorted().forEach(meaning::add);
    for (Extension reason : goal.getExtensionsByUrl(Codes.GOAL_REASON_REJECTED)) {
      if (reason.getValue() instanceof CodeableConcept concept) {
        add(meaning, concept);
      }
    }
    goal.getExtensionsByUrl(Codes.GOAL_RELATIONSHIP).stream()
        .map(Seal::relationship)
        .sorted()
        .forEach(meaning::add);
    return meaning;
  }

  /** To which other goal it stands how. */
  private static String relationship(Extension relationship) {
    var kind = new ArrayList<String>();
    for (Extension type : relationship.getExtensionsByUrl("type")) {
      if (type.getValue() instanceof CodeableConcept concept) {
        add(kind, concept);
      }
    }
    return part(relationship, "target") + " " + kind;
  }

  private static void add(List<String> meaning, GoalTargetComponent target) {
    meaning.add(target.hasDue() ? target.getDue().primitiveValue() : "no due date");
    if (target.hasMeasure()) {
      add(meaning, target.getMeasure());
    }
    if (target.hasDetail()) {
      var detail = target.getDetail();
      meaning.add(detail.isPrimitive() ? detail.primitiveValue() : detail.fhirType());
    }
  }

  /** Who answered, and what. */
  private static String answer(Extension acceptance) {
    return part(acceptance, "individual") + " " + part(acceptance, "status");
  }

  /** What a part says; others may have written it twice, though it may stand there once. */
  private static String part(Extension whole, String name) {
    return whole.getExtensionsByUrl(name).stream()
        .filter(Extension::hasValue)
        .map(
            part ->
                part.getValue() instanceof Reference reference
                    ? target(reference)
                    : String.valueOf(part.getValue().primitiveValue()))
        .collect(Collectors.joining(" "));
  }

  private static List<String> meaning(Task task) {
    var meaning = new ArrayList<String>();
    meaning.add(Objects.toString(task.getStatus(), ""));
    meaning.add(Objects.toString(task.getPriority(), ""));
    meaning.add(Objects.toString(task.getDescription(), ""));
    meaning.add(target(task.getOwner()));
    meaning.add(moment(task.getRestriction().getPeriod().getEndElement()));
    meaning.add("notes " + task.getNote().size());
    return meaning;
  }

  private static List<String> meaning(Communication message) {
    var meaning = new ArrayList<String>();
    meaning.add(Objects.toString(message.getStatus(), ""));
    meaning.add(Objects.toString(message.getPriority(), ""));
    message.getPayload().stream()
        .filter(payload -> payload.getContent() instanceof StringType)
        .forEach(payload -> meaning.add(payload.getContent().primitiveValue()));
    message.getRecipient().forEach(recipient -> meaning.add(target(recipient)));
    meaning.add("received " + message.hasReceived());
    meaning.add("notes " + message.getNote().size());
    return meaning;
  }

  private static void add(List<String> meaning, CodeableConcept concept) {
    concept.getCoding().forEach(coding -> meaning.add(Coded.key(coding)));
    meaning.add(Objects.toString(concept.getText(), ""));
  }

  private static String moment(BaseDateTimeType element) {
    Instant moment = Times.exactOrNull(element);
    return moment == null ? Objects.toString(element.getValueAsString(), "") : moment.toString();
  }

  private static String target(Reference reference) {
    var id = new IdType(reference.getReference());
    return id.getResourceType() + "/" + id.getIdPart();
  }

  private static String digest(List<String> meaning) {
    try {
      var sha = MessageDigest.getInstance("SHA-256");
      for (String word : meaning) {
        sha.update(word.getBytes(StandardCharsets.UTF_8));
        sha.update((byte) 0);
      }
      return HexFormat.of().formatHex(sha.digest(), 0, 16);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has SHA-256", impossible);
    }
  }
}
