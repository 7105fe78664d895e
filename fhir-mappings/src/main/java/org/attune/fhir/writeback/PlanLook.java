package org.attune.fhir.writeback;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.attune.ehr.Capability.Told;
import org.attune.ehr.EhrUnavailable;
import org.attune.fhir.References;
import org.attune.fhir.client.Answer;
import org.attune.fhir.client.EhrClient;
import org.attune.fhir.client.FhirR4;
import org.attune.fhir.client.Page;
import org.attune.fhir.client.PageTrail;
import org.attune.therapy.Source;
import org.attune.writeback.Proposal.PlanEntry;
import org.attune.writeback.WriteRefused;
import org.hl7.fhir.r4.model.CarePlan;
import org.hl7.fhir.r4.model.CarePlan.CarePlanStatus;
import org.hl7.fhir.r4.model.Provenance;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;

/** Looks at a plan of the team's: what it says now, and whether a goal was taken out of it. */
final class PlanLook {

  private static final Set<CarePlanStatus> GOES_ON =
      Set.of(CarePlanStatus.ACTIVE, CarePlanStatus.DRAFT, CarePlanStatus.ONHOLD);

  /** How an EHR marks a record of which it does not give us everything. */
  private static final Set<String> IN_PART = Set.of("SUBSETTED", "REDACTED");

  /** Of a plan of somebody else's it says: this one is not for us. */
  static final int FORBIDDEN = 403;

  private final EhrClient ehr;
  private final FhirR4 fhir;

  PlanLook(EhrClient ehr, FhirR4 fhir) {
    this.ehr = ehr;
    this.fhir = fhir;
  }

  /**
   * A plan as it stands.
   *
   * @param text as the EHR wrote it
   */
  record Found(String text, CarePlan plan) {

    Source source() {
      return References.source(plan);
    }

    /** Whether it is all there, letter by letter, so that it could be put back. */
    boolean whole() {
      return plan.getMeta().getTag().stream().noneMatch(tag -> IN_PART.contains(tag.getCode()))
          && plan.getMeta().getSecurity().stream()
              .noneMatch(label -> IN_PART.contains(label.getCode()))
          && text.indexOf('\uFFFD') < 0;
    }
  }

  /** The plan as it stands; empty where there is none any more. */
  Optional<Found> find(PlanEntry entry) throws EhrUnavailable, WriteRefused {
    var answer = ehr.get(entry.plan().reference(), List.of(entry.patient()));
    if (answer.gone()) {
      return Optional.empty();
    }
    if (answer.status() == FORBIDDEN) {
      throw refused("does not let Attune read a CarePlan (403)");
    }
    if (!answer.ok()) {
      throw ehr.unavailable(answer);
    }
    var plan = plan(answer.body()).filter(one -> isAt(one, entry.plan()));
    if (plan.isEmpty()) {
      throw refused("gave something else than the CarePlan asked for, or one that cannot be read");
    }
    return Optional.of(new Found(answer.body(), plan.get()));
  }

  private WriteRefused refused(String what) {
    return new WriteRefused(
        "The EHR at " + ehr.bases().get(0) + " " + what + "; nothing is written into it.",
        new IllegalStateException("no CarePlan"));
  }

  private static boolean isAt(Resource plan, Source wanted) {
    return wanted.id().equals(plan.getIdElement().getIdPart());
  }

  /** The plan in a text, if it is one. */
  Optional<CarePlan> plan(String text) {
    return fhir.parse(text).filter(CarePlan.class::isInstance).map(CarePlan.class::cast);
  }

  /** Whether a plan names a goal. */
  boolean names(CarePlan plan, Source goal) {
    return plan.getGoal().stream().anyMatch(one -> means(one, goal));
  }

  /** Whether people go on with a plan, and it is this client's. */
  boolean isOpen(CarePlan plan, PlanEntry entry) {
    return plan.getStatus() != null
        && GOES_ON.contains(plan.getStatus())
        && references()
            .to("Patient", plan.getSubject())
            .filter(client -> client.id().equals(entry.patient().value()))
            .isPresent();
  }

  private boolean means(Reference reference, Source wanted) {
    return references().to(wanted.type(), reference).filter(wanted::sameResource).isPresent();
  }

  private References references() {
    return new References(ehr.bases());
  }

  /**
   * Whether a plan named the goal since the person saw it, and does so no longer. Its history
   * tells; where none is kept, what we told of it ourselves.
   *
   * @param story as we would tell of it
   * @param lostGoal the same goal as it was called before the record lost it, or null
   */
  Told takenOut(PlanEntry entry, Found now, Optional<Provenance> story, @Nullable Source lostGoal)
      throws EhrUnavailable {
    var goals = new ArrayList<Source>(List.of(entry.goal()));
    if (lostGoal != null && !names(now.plan(), lostGoal)) {
      goals.add(lostGoal);
    }
    var seen = entry.plan().version();
    if (seen != null && seen.equals(now.source().version())) {
      return Told.NO;
    }
    var trail = new PageTrail("CarePlan");
    var link = entry.plan().reference() + "/_history?_count=" + ehr.pageSize();
    while (link != null) {
      trail.follow(link);
      var answer = ehr.get(link, List.of(entry.patient()));
      if (notOffered(answer)) {
        return story.isPresent() ? toldOf(entry, goals, story.get()) : Told.UNKNOWN;
      }
      var page = ehr.page(answer);
      for (Page.Entry each : page.entries()) {
        var version = plan(each.resource());
        if (version.filter(one -> goals.stream().anyMatch(goal -> names(one, goal))).isPresent()) {
          return Told.YES;
        }
        if (version.filter(one -> isVersion(one, seen)).isPresent()) {
          return Told.NO;
        }
      }
      link = page.entries().isEmpty() ? null : page.next();
    }
    return Told.NO;
  }

  private static boolean notOffered(Answer history) {
    return history.gone() || history.notUnderstood() || history.status() == FORBIDDEN;
  }

  private static boolean isVersion(CarePlan plan, @Nullable String seen) {
    return seen != null && seen.equals(References.source(plan).version());
  }

  /**
   * Whether we told of the goal in the plan, so that we put it there.
   *
   * @param story as we would tell of it
   */
  Told toldOf(PlanEntry entry, Provenance story) throws EhrUnavailable {
    return toldOf(entry, List.of(entry.goal()), story);
  }

  private Told toldOf(PlanEntry entry, List<Source> goals, Provenance story) throws EhrUnavailable {
    var link = "Provenance?target=" + entry.plan().reference();
    var answer = ehr.get(link, List.of(entry.patient()));
    if (notOffered(answer)) {
      return Told.UNKNOWN;
    }
    var author = story.getAgentFirstRep().getWho().getReference();
    boolean any =
        ehr.page(answer).entries().stream()
            .flatMap(each -> fhir.parse(each.resource()).stream())
            .filter(Provenance.class::isInstance)
            .map(Provenance.class::cast)
            .filter(one -> Objects.equals(author, one.getAgentFirstRep().getWho().getReference()))
            .anyMatch(
                one ->
                    one.getTarget().stream().anyMatch(target -> means(target, entry.plan()))
                        && one.getTarget().stream()
                            .anyMatch(
                                target -> goals.stream().anyMatch(goal -> means(target, goal))));
    return any ? Told.YES : Told.NO;
  }
}
