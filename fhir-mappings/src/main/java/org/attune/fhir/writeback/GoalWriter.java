package org.attune.fhir.writeback;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.attune.catalogue.Catalogue;
import org.attune.ehr.EhrUnavailable;
import org.attune.fhir.Codes;
import org.attune.fhir.References;
import org.attune.fhir.capabilities.Capabilities;
import org.attune.fhir.chart.ClientsWords;
import org.attune.fhir.client.EhrClient;
import org.attune.fhir.writeback.LostRecords.Sought;
import org.attune.findings.WhyNot;
import org.attune.therapy.CareGoal.Acceptance;
import org.attune.therapy.Source;
import org.attune.writeback.Attribution;
import org.attune.writeback.Before;
import org.attune.writeback.Edit;
import org.attune.writeback.GoalAnswer.Agreed;
import org.attune.writeback.GoalAnswer.Declined;
import org.attune.writeback.GoalAnswer.Open;
import org.attune.writeback.GoalAnswer.Voice;
import org.attune.writeback.Proposal.GoalProposal;
import org.attune.writeback.WriteRefused;
import org.attune.writeback.Written;
import org.hl7.fhir.r4.model.CarePlan;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.DateType;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.Goal;
import org.hl7.fhir.r4.model.Goal.GoalLifecycleStatus;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.StringType;
import org.jspecify.annotations.Nullable;

/**
 * Proposes goals in a plan of our own, and writes what people decided on them; the team's plan is
 * never touched. It speaks in the client's own words where they have some. A proposal that somebody
 * took up, changed or answered in the EHR belongs to them; one that nobody touched is withdrawn
 * with its finding.
 */
@ApplicationScoped
public class GoalWriter {

  private static final Set<Written.Outcome> WRITTEN =
      EnumSet.of(Written.Outcome.UPDATED, Written.Outcome.UNCHANGED);

  private final EhrClient ehr;
  private final Transactions transactions;
  private final Capabilities capabilities;
  private final Provenances provenances;
  private final OwnPlans own;
  private final OwnWords words;
  private final ClientsWords theirs;
  private final LostRecords lost;

  @Inject
  public GoalWriter(
      EhrClient ehr,
      Transactions transactions,
      Capabilities capabilities,
      Provenances provenances,
      OwnPlans own,
      OwnWords words,
      ClientsWords theirs,
      LostRecords lost) {
    this.ehr = ehr;
    this.transactions = transactions;
    this.capabilities = capabilities;
    this.provenances = provenances;
    this.own = own;
    this.words = words;
    this.theirs = theirs;
    this.lost = lost;
  }

  /**
   * Brings it about.
   *
   * @param mayLackPlan whether it may stand in no plan since the EHR took none
   */
  Written write(GoalProposal wanted, boolean mayLackPlan, Before before)
      throws EhrUnavailable, WriteRefused {
    var phrase = new GoalPhrase(wanted, theirs.of(wanted.patient(), wanted.theirs()));
    var proposal = phrase.proposal();
    var written =
        transactions.carryOut(
            () -> look(proposal, phrase, mayLackPlan, before),
            outcome -> provenances.of(proposal, outcome),
            before);
    boolean alone =
        !capabilities.keeps("CarePlan")
            && !proposal.withdrawn()
            && written.resource() != null
            && (written.outcome() == Written.Outcome.CREATED
                || (mayLackPlan && WRITTEN.contains(written.outcome())));
    return alone
        ? new Written(written.resource(), Written.Outcome.WITHOUT_PLAN)
            .telling(written.attribution())
        : withPlan(proposal, before, written);
  }

  /** What was told of late was written with our plan, which is told of like it. */
  private Written withPlan(GoalProposal proposal, Before before, Written written)
      throws EhrUnavailable {
    boolean late =
        before.attribution() != Attribution.TOLD
            && written.attribution() == Attribution.TOLD
            && written.outcome() == Written.Outcome.UNCHANGED
            && written.resource() != null;
    var plans = late ? own.of(proposal.patient()) : List.<CarePlan>of();
    return plans.isEmpty()
        ? written
        : written.telling(
            transactions.completeBeside(
                References.source(plans.get(0)),
                provenances.of(proposal, Written.Outcome.UPDATED),
                before.attribution()));
  }

  private Step look(GoalProposal proposal, GoalPhrase phrase, boolean mayLackPlan, Before before)
      throws EhrUnavailable {
    var found = Queries.byIdentifier(ehr, Goal.class, Codes.FINDING, proposal.name());
    return found.isEmpty()
        ? begin(proposal, phrase, before)
        : goOn(
            proposal,
            phrase,
            found.get(0),
            before.stood(),
            mayLackPlan || lostItsPlan(proposal, before));
  }

  /** Whether the record lost our plan that named it. */
  private boolean lostItsPlan(GoalProposal proposal, Before before) throws EhrUnavailable {
    var stood = before.plan();
    if (stood == null || !own.of(proposal.patient()).isEmpty()) {
      return false;
    }
    var client = proposal.patient();
    var sought =
        new Sought("CarePlan", Codes.OWN_CARE_PLAN, client.value(), proposal.name(), client);
    return lost.fate(sought, stood) == LostRecords.Fate.LOST;
  }

  private Step begin(GoalProposal proposal, GoalPhrase phrase, Before before)
      throws EhrUnavailable {
    if (proposal.withdrawn() || proposal.answer() instanceof Declined) {
      return Step.Nothing.because(Written.Outcome.UNCHANGED, null);
    }
    var rests =
        lost.letBe(
            Sought.ofFinding("Goal", proposal.name(), proposal.patient()),
            before,
            Edit.What.REJECTED);
    if (rests.isPresent()) {
      return rests.get();
    }
    var plans = own.of(proposal.patient());
    if (proposal.answer() instanceof Open && !plans.isEmpty() && OwnPlans.closed(plans.get(0))) {
      return Step.Nothing.because(Written.Outcome.LEFT_TO_PERSON, References.source(plans.get(0)));
    }
    var goal = filled(new Goal(), proposal, phrase);
    Transactions.name(goal, proposal.name());
    var all = new ArrayList<DomainResource>(List.of(goal));
    plan(new Reference(Transactions.address(goal)), proposal).ifPresent(all::add);
    return write(all, proposal, Written.Outcome.CREATED);
  }

  /** Our plan with a goal that it does not name yet; empty where there is nothing to add. */
  private Optional<CarePlan> plan(Reference goal, GoalProposal proposal) throws EhrUnavailable {
    if (!capabilities.keeps("CarePlan")) {
      return Optional.empty();
    }
    var plans = own.of(proposal.patient());
    var plan = plans.isEmpty() ? own.begun(proposal, proposal.within()) : plans.get(0).copy();
    boolean named =
        plan.getGoal().stream()
            .map(one -> new IdType(one.getReference()).getIdPart())
            .anyMatch(new IdType(goal.getReference()).getIdPart()::equals);
    if (named || OwnPlans.closed(plan)) {
      return Optional.empty();
    }
    plan.addGoal(goal);
    Provenances.label(plan.getMeta(), proposal.labels());
    return Optional.of(plan);
  }

  private Step goOn(
      GoalProposal proposal,
      GoalPhrase phrase,
      Goal goal,
      @Nullable Source stood,
      boolean mayLackPlan)
      throws EhrUnavailable {
    var source = References.source(goal);
    if (!ours(goal, phrase, stood)) {
      return saysSo(goal, proposal, phrase)
          ? Step.Nothing.because(Written.Outcome.UNCHANGED, source)
          : Step.Nothing.leftTo(source, Edits.of(goal));
    }
    var wanted = filled(goal.copy(), proposal, phrase);
    boolean labelled = !Provenances.label(goal.copy().getMeta(), proposal.labels());
    var plan =
        proposal.withdrawn() || proposal.answer() instanceof Declined
            ? Optional.<CarePlan>empty()
            : planWithout(goal, proposal, mayLackPlan);
    if (plan.isPresent()) {
      return write(List.of(wanted, plan.get()), proposal, Written.Outcome.UPDATED);
    }
    return Seal.same(goal, wanted) && labelled
        ? Step.Nothing.because(Written.Outcome.UNCHANGED, source)
        : write(List.of(wanted), proposal, Written.Outcome.UPDATED);
  }

  /** Written one after the other, or to an EHR that took no plans, it may stand in none yet. */
  private Optional<CarePlan> planWithout(Goal goal, GoalProposal proposal, boolean mayLackPlan)
      throws EhrUnavailable {
    return mayLackPlan || transactions.separately()
        ? plan(new Reference("Goal/" + goal.getIdElement().getIdPart()), proposal)
        : Optional.empty();
  }

  private Step write(
      List<? extends DomainResource> resources, GoalProposal proposal, Written.Outcome outcome)
      throws EhrUnavailable {
    return new Step.Write(new ArrayList<>(resources), provenances.of(proposal, outcome), outcome);
  }

  private static boolean ours(Goal goal, GoalPhrase phrase, @Nullable Source stood) {
    return Seal.isSet(goal)
        ? Seal.holds(goal)
        : goal.getLifecycleStatus() == GoalLifecycleStatus.PROPOSED
            && (phrase.isOf(goal) || isAsWeLeftIt(goal, stood));
  }

  /** Its words cannot always be read, and then its version tells. */
  private static boolean isAsWeLeftIt(Goal goal, @Nullable Source stood) {
    return stood != null && stood.version() != null && stood.equals(References.source(goal));
  }

  /** Where our mark was dropped, what was decided tells whether it stands there already. */
  private static boolean saysSo(Goal goal, GoalProposal proposal, GoalPhrase phrase) {
    return !Seal.isSet(goal)
        && (proposal.answer() instanceof Agreed agreed
            ? goal.getLifecycleStatus() == GoalLifecycleStatus.ACTIVE
                && agreed.words().equals(goal.getDescription().getText())
            : proposal.answer() instanceof Declined
                && goal.getLifecycleStatus() == GoalLifecycleStatus.REJECTED
                && phrase.isOf(goal));
  }

  private Goal filled(Goal goal, GoalProposal proposal, GoalPhrase phrase) {
    if (!goal.hasIdentifier()) {
      goal.addIdentifier().setSystem(Codes.FINDING).setValue(proposal.name());
      goal.setSubject(new Reference(client(proposal)));
      goal.setStart(new DateType(proposal.start().toString()));
    }
    phrase.into(goal);
    goal.getTargetFirstRep().setDue(new DateType(proposal.review().toString()));
    goal.setStatusReason(null);
    answer(goal, proposal);
    Provenances.label(goal.getMeta(), proposal.labels());
    Seal.set(goal);
    return goal;
  }

  private void answer(Goal goal, GoalProposal proposal) {
    if (proposal.answer() instanceof Agreed agreed) {
      agreed(goal, agreed);
    } else if (proposal.answer() instanceof Declined declined) {
      declined(goal, declined, client(proposal));
    } else if (proposal.withdrawn()) {
      goal.setLifecycleStatus(GoalLifecycleStatus.CANCELLED);
      goal.setStatusReason(words.text("goal.withdrawn"));
    } else if (proposal.answer() instanceof Open open) {
      goal.setLifecycleStatus(GoalLifecycleStatus.PROPOSED);
      firstStep(goal, open.firstStep());
    }
  }

  private void agreed(Goal goal, Agreed agreed) {
    goal.setLifecycleStatus(GoalLifecycleStatus.ACTIVE);
    goal.setStatusDateElement(new DateType(agreed.on().toString()));
    goal.getDescription().setText(agreed.words());
    goal.getTargetFirstRep().setDue(new DateType(agreed.review().toString()));
    firstStep(goal, agreed.firstStep());
    answers(goal, agreed.voices());
  }

  /** What is done first, and nothing where none is named: a step that was put forward is over. */
  private void firstStep(Goal goal, @Nullable String step) {
    var target = goal.getTargetFirstRep();
    if (step == null) {
      target.setMeasure(null).setDetail(null);
      return;
    }
    var measure = new CodeableConcept().setText(words.text("goal.first-step"));
    measure.addCoding().setSystem(Codes.GOAL_TARGET).setCode("first-step");
    // Without what it measures a detail may not stand there (gol-1).
    target.setMeasure(measure).setDetail(new StringType(step));
  }

  private void declined(Goal goal, Declined declined, String client) {
    goal.setLifecycleStatus(GoalLifecycleStatus.REJECTED);
    goal.setStatusDateElement(new DateType(declined.on().toString()));
    var code = Catalogue.key(declined.why());
    var reason = new CodeableConcept().setText(words.text("goal.why-not." + code));
    reason.addCoding().setSystem(Codes.GOAL_WHY_NOT).setCode(code);
    goal.getExtension().removeIf(one -> Codes.GOAL_REASON_REJECTED.equals(one.getUrl()));
    goal.addExtension(Codes.GOAL_REASON_REJECTED, reason);
    goal.setStatusReason(reason.getText());
    if (declined.why() == WhyNot.CLIENT_WANTS_OTHERWISE) {
      answers(goal, List.of(new Voice(client, Acceptance.DISAGREE)));
    }
  }

  private static void answers(Goal goal, List<Voice> voices) {
    goal.getExtension().removeIf(one -> Codes.GOAL_ACCEPTANCE.equals(one.getUrl()));
    for (Voice voice : voices) {
      var acceptance = goal.addExtension().setUrl(Codes.GOAL_ACCEPTANCE);
      acceptance.addExtension("individual", new Reference(voice.who()));
      acceptance.addExtension("status", new CodeType(Catalogue.key(voice.says())));
    }
  }

  private static String client(GoalProposal proposal) {
    return "Patient/" + proposal.patient().value();
  }
}
