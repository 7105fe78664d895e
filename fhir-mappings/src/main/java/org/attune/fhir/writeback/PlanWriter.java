package org.attune.fhir.writeback;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.attune.ehr.Capability.Told;
import org.attune.ehr.EhrUnavailable;
import org.attune.fhir.References;
import org.attune.fhir.capabilities.Capabilities;
import org.attune.fhir.client.Answer;
import org.attune.fhir.client.EhrClient;
import org.attune.fhir.client.FhirR4;
import org.attune.fhir.client.JsonText;
import org.attune.therapy.Source;
import org.attune.writeback.Attribution;
import org.attune.writeback.Before;
import org.attune.writeback.Proposal.PlanEntry;
import org.attune.writeback.WriteRefused;
import org.attune.writeback.Written;
import org.hl7.fhir.r4.model.Provenance;

/**
 * Puts a goal into a plan of the team's, after a person said so. Of the plan one reference more is
 * written and nothing else, in no way that could take away what a colleague writes in that moment.
 * A reference that somebody took out is never put back, and a plan that has ended is left alone.
 */
@ApplicationScoped
public class PlanWriter {

  private static final int NOT_TAKEN = 400;

  /** The EHR does not know patches, or not for us. */
  private static final Set<Integer> NO_PATCHES = Set.of(403, 404, 405, 415, 501);

  private final EhrClient ehr;
  private final Transactions transactions;
  private final SeparateWrites separate;
  private final Capabilities capabilities;
  private final Provenances provenances;
  private final PlanLook look;

  @Inject
  public PlanWriter(
      EhrClient ehr,
      FhirR4 fhir,
      Transactions transactions,
      SeparateWrites separate,
      Capabilities capabilities,
      Provenances provenances) {
    this.ehr = ehr;
    this.transactions = transactions;
    this.separate = separate;
    this.capabilities = capabilities;
    this.provenances = provenances;
    this.look = new PlanLook(ehr, fhir);
  }

  /** How a goal gets in. */
  private enum Way {
    /** One more at the end of the plan's goals: whatever else is written meanwhile stays. */
    APPENDED,
    /** The first one: it would take the place of another first one, but for the version. */
    FIRST,
    /** The plan as it was read with one goal more, but for the version. */
    WHOLE
  }

  /** Brings it about. */
  Written write(PlanEntry entry, Before before) throws EhrUnavailable, WriteRefused {
    boolean patchable = true;
    boolean mayHaveCome = false;
    for (int tries = 1; tries <= Transactions.TRIES; tries++) {
      var found = look.find(entry);
      if (found.isEmpty()) {
        return new Written(entry.plan(), Written.Outcome.LEFT_TO_PERSON);
      }
      var plan = found.get();
      if (look.names(plan.plan(), entry.goal())) {
        return named(entry, plan, mayHaveCome, before.attribution());
      }
      if (!look.isOpen(plan.plan(), entry)) {
        return new Written(plan.source(), Written.Outcome.LEFT_TO_PERSON);
      }
      var story = provenances.of(entry, Written.Outcome.UPDATED);
      var kept = keptOut(entry, plan, story, before);
      var way = way(plan, patchable);
      if (kept.isPresent() || way.isEmpty()) {
        return kept.orElseGet(() -> new Written(null, Written.Outcome.AS_CARD));
      }
      var answer = send(entry, plan, way.get());
      var written = answer.flatMap(one -> placed(entry, one));
      if (written.isPresent()) {
        return told(entry, written.get(), story);
      }
      if (answer.isPresent() && !answer.get().ok()) {
        patchable &= way.get() == Way.WHOLE || answer.get().status() != NOT_TAKEN;
        learn(entry, way.get(), answer.get(), tries);
      }
      mayHaveCome = answer.isEmpty() || answer.get().ok();
    }
    throw ehr.silent(null);
  }

  /** Where somebody took the goal out, or nobody can tell whether they did; else empty. */
  private Optional<Written> keptOut(
      PlanEntry entry, PlanLook.Found found, Provenance story, Before before)
      throws EhrUnavailable {
    var telling =
        capabilities.adds("Provenance") ? Optional.of(story) : Optional.<Provenance>empty();
    return switch (look.takenOut(entry, found, telling, before.lostGoal())) {
      case YES -> Optional.of(new Written(found.source(), Written.Outcome.LEFT_TO_PERSON));
      case UNKNOWN -> before.knownLost() ? Optional.empty() : Optional.of(untold(before));
      case NO -> Optional.empty();
    };
  }

  private static Written untold(Before before) {
    var stood = before.stood();
    return new Written(stood, stood == null ? Written.Outcome.AS_CARD : Written.Outcome.MISSING);
  }

  private Optional<Way> way(PlanLook.Found found, boolean patchable) {
    if (patchable && capabilities.patches() && found.plan().hasGoal()) {
      return Optional.of(Way.APPENDED);
    }
    if (found.source().version() == null) {
      return Optional.empty();
    }
    return patchable && capabilities.heedsVersionsOfPatches()
        ? Optional.of(Way.FIRST)
        : Optional.of(Way.WHOLE).filter(whole -> capabilities.heedsVersions() && found.whole());
  }

  /** Sends it; empty when no answer came, so that only a look can tell. */
  private Optional<Answer> send(PlanEntry entry, PlanLook.Found found, Way way)
      throws WriteRefused {
    var link = entry.plan().reference();
    var version = found.source().version();
    var text = text(entry.goal(), found, way);
    try {
      return Optional.of(
          way == Way.WHOLE && version != null
              ? ehr.putText(link, text, version, entry.patient())
              : ehr.patch(link, text, version, entry.patient()));
    } catch (EhrUnavailable noAnswer) {
      return Optional.empty();
    }
  }

  private static String text(Source goal, PlanLook.Found found, Way way) throws WriteRefused {
    var reference =
        JsonNodeFactory.instance.objectNode().put("reference", goal.reference()).toString();
    return switch (way) {
      case APPENDED -> patch("/goal/-", reference);
      case FIRST -> patch("/goal", "[" + reference + "]");
      case WHOLE -> whole(found.text(), reference);
    };
  }

  private static String patch(String path, String value) {
    return "[{\"op\":\"add\",\"path\":\"" + path + "\",\"value\":" + value + "}]";
  }

  private static String whole(String plan, String reference) throws WriteRefused {
    try {
      return JsonText.appended(plan, "goal", reference);
    } catch (JsonText.Unbalanced broken) {
      throw new WriteRefused(
          "A CarePlan of the EHR's is no whole JSON text; nothing is written into it.", broken);
    }
  }

  /** Where it stands now, as the EHR says in its answer; some say nothing. */
  private Optional<Source> placed(PlanEntry entry, Answer answer) {
    return answer.ok()
        ? look.plan(answer.body())
            .filter(plan -> look.names(plan, entry.goal()))
            .map(References::source)
        : Optional.empty();
  }

  private Written named(PlanEntry entry, PlanLook.Found found, boolean justNow, Attribution before)
      throws EhrUnavailable {
    var plan = found.source();
    var story = provenances.of(entry, Written.Outcome.UPDATED);
    if (justNow) {
      return told(entry, plan, story);
    }
    var there = new Written(plan, Written.Outcome.UNCHANGED);
    if (!entry.triedBefore()) {
      return there;
    }
    if (!capabilities.adds("Provenance")) {
      return before == Attribution.TOLD ? there : there.telling(Attribution.NOT_TAKEN);
    }
    var known = look.toldOf(entry, story);
    boolean untold =
        known == Told.NO
            || (known == Told.UNKNOWN
                && before != Attribution.TOLD
                && before != Attribution.UNSURE);
    // Later on the version may be somebody else's.
    return untold ? told(entry, new Source(plan.type(), plan.id(), null), story) : there;
  }

  private Written told(PlanEntry entry, Source plan, Provenance story) {
    return new Written(plan, Written.Outcome.UPDATED)
        .telling(separate.tell(List.of(plan, entry.goal()), story));
  }

  /** Goes on where another look or another way may help. */
  private void learn(PlanEntry entry, Way way, Answer answer, int tries)
      throws EhrUnavailable, WriteRefused {
    if (Transactions.SOMEBODY_WAS_FASTER.contains(answer.status())) {
      if (tries == Transactions.TRIES) {
        throw ehr.unavailable(answer);
      }
    } else if (way != Way.WHOLE && NO_PATCHES.contains(answer.status())) {
      // Of a plan that was deleted meanwhile the next look tells.
      if (answer.status() != 404 || look.find(entry).isPresent()) {
        capabilities.cannotPatch();
      }
    } else if (way == Way.WHOLE && answer.status() == PlanLook.FORBIDDEN) {
      // This plan is closed to us; what else is written is not.
      throw transactions.willNotHave(answer);
    } else if (way == Way.WHOLE || answer.status() != NOT_TAKEN) {
      throw transactions.refused(answer);
    }
  }
}
