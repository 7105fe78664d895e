package org.attune.writeback;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.attune.catalogue.Catalogue;
import org.attune.detection.Channel;
import org.attune.findings.Finding;
import org.attune.findings.FindingAct;
import org.attune.findings.GoalDecision;
import org.attune.findings.UnitNote;
import org.attune.responses.NextSteps;
import org.attune.safety.Recipients;
import org.attune.safety.SafetyHandover;
import org.attune.safety.SafetyKind;
import org.attune.settings.Configurable;
import org.attune.settings.Setting;
import org.attune.settings.Settings;
import org.attune.therapy.CareGoal.Acceptance;
import org.attune.therapy.Source;
import org.attune.writeback.GoalAnswer.Voice;
import org.attune.writeback.Proposal.ActivityProposal;
import org.attune.writeback.Proposal.ConsultationProposal;
import org.attune.writeback.Proposal.FlagProposal;
import org.attune.writeback.Proposal.GoalProposal;
import org.attune.writeback.Proposal.GoalTask;
import org.attune.writeback.Proposal.HandoverProposal;
import org.attune.writeback.Proposal.PlanEntry;
import org.attune.writeback.Proposal.Suggested;
import org.attune.writeback.Proposal.TaskProposal;
import org.attune.writeback.Proposal.UnitProposal;
import org.jspecify.annotations.Nullable;

/**
 * Words what the EHR should hold because of a finding, a note for the unit or a hand-over, as
 * things stand now.
 */
@ApplicationScoped
public class Proposals implements Configurable {

  /** In which language the record is written to. */
  public static final Setting<String> LANGUAGE =
      Setting.oneOf(
          "write-back.language",
          Catalogue.LANGUAGES.get(0).getLanguage(),
          Catalogue.LANGUAGES.stream().map(Locale::getLanguage).toList());

  static final Setting<String> RECIPIENT = Setting.text("client-voice.recipient", "");
  static final Setting<String> SECOND_RECIPIENT = Setting.text("client-voice.second-recipient", "");
  static final Setting<String> CONSULTATION = Setting.text("consultation.recipient", "");
  static final Setting<String> UNIT_LEAD = Setting.text("unit.lead", "");
  static final Setting<Integer> GOAL_REVIEW_DAYS =
      Setting.count("write-back.goal-review-days", 28, 7, 180);

  static final Setting<String> HAND_OVER = Setting.text("goals.hand-over", "");

  /** The texts that are not those of a detector. */
  private static final String OWN = "writeback";

  private static final Pattern REFERENCE =
      Pattern.compile("([A-Z][A-Za-z]+)/([A-Za-z0-9.-]{1,64})(\\|.*)?");

  private final Settings settings;
  private final Catalogue catalogue;
  private final NextSteps nextSteps;
  private final Recipients recipients;
  private final ZoneId zone;

  @Inject
  public Proposals(
      Settings settings,
      Catalogue catalogue,
      NextSteps nextSteps,
      Recipients recipients,
      ZoneId zone) {
    this.settings = settings;
    this.catalogue = catalogue;
    this.nextSteps = nextSteps;
    this.recipients = recipients;
    this.zone = zone;
  }

  @Override
  public List<Setting<?>> settings() {
    return List.of(
        LANGUAGE,
        RECIPIENT,
        SECOND_RECIPIENT,
        CONSULTATION,
        UNIT_LEAD,
        GOAL_REVIEW_DAYS,
        HAND_OVER);
  }

  /** The flag of a finding; it ends when the finding closes or no longer belongs on the chart. */
  FlagProposal flag(Finding finding) {
    var end =
        finding
            .closed()
            .or(() -> finding.forChart() ? Optional.empty() : Optional.of(finding.stageSince()));
    return new FlagProposal(
        finding.flagName(),
        finding.key(),
        finding.course().patient(),
        rule(finding),
        finding.category(),
        finding.level(),
        words(finding, finding.channel() == Channel.CHART ? finding.wording() : "flag"),
        finding.flagSince(),
        end.orElse(null),
        end.flatMap(over -> finding.dismissal()).orElse(null),
        cited(finding),
        finding.labels());
  }

  /** What may be cited where others read it. */
  private static List<Source> cited(Finding finding) {
    return finding.evidence().stream().filter(Source::inRecord).toList();
  }

  /**
   * The goal of a finding: proposed, or as people decided on it.
   *
   * @param decision what they decided, or null
   * @param within the team's plan in whose course it is proposed, or null
   */
  GoalProposal goal(Finding finding, @Nullable GoalDecision decision, @Nullable Source within) {
    var start = finding.opened().atZone(zone).toLocalDate();
    return new GoalProposal(
        finding.key(),
        finding.course().patient(),
        rule(finding),
        goalWords(finding),
        start,
        start.plusDays(settings.get(GOAL_REVIEW_DAYS)),
        decision == null ? undecided(finding) : answer(finding, decision),
        within,
        cited(finding),
        finding.labels());
  }

  /**
   * What a finding puts forward to do about the plan; withdrawn where it puts nothing forward, or
   * not any longer.
   *
   * @param within the team's plan in whose course it is put forward, or null
   */
  ActivityProposal activity(Finding finding, @Nullable Source within) {
    var start = finding.opened().atZone(zone).toLocalDate();
    var suggested = PlanActivity.of(finding).map(what -> suggested(finding, what, start));
    boolean over = finding.closed().isPresent() || !finding.forChart() || suggested.isEmpty();
    return new ActivityProposal(
        finding.key(),
        finding.course().patient(),
        rule(finding),
        suggested.orElse(null),
        start,
        over,
        within,
        cited(finding),
        finding.labels());
  }

  private Suggested suggested(Finding finding, PlanActivity what, LocalDate start) {
    return new Suggested(
        what,
        words(finding, what.sentence()),
        cited(finding).stream().filter(one -> one.type().equals("Goal")).toList(),
        start.plusDays(settings.get(GOAL_REVIEW_DAYS)));
  }

  /** The goal that a finding proposes, as the record says it. */
  public String goalWords(Finding finding) {
    return words(finding, "goal");
  }

  /** The first step that a finding proposes with its goal, as the record says it. */
  public String goalStep(Finding finding) {
    return words(finding, "goal.step");
  }

  /** When a goal that is agreed on now should be looked at together. */
  public LocalDate goalReview(Instant now) {
    return now.atZone(zone).toLocalDate().plusDays(settings.get(GOAL_REVIEW_DAYS));
  }

  /** To whom the site hands goals over, besides those who treat the client. */
  public Optional<String> handOver() {
    return Optional.of(settings.get(HAND_OVER)).filter(named -> !named.isEmpty());
  }

  private GoalAnswer undecided(Finding finding) {
    return finding.closed().isPresent()
        ? new GoalAnswer.Withdrawn()
        : new GoalAnswer.Open(goalStep(finding));
  }

  private GoalAnswer answer(Finding finding, GoalDecision decision) {
    var on = decision.at().atZone(zone).toLocalDate();
    return decision
        .terms()
        .<GoalAnswer>map(terms -> agreed(finding, decision, terms, on))
        .orElseGet(
            () -> new GoalAnswer.Declined(decision.reason().orElseThrow(), decision.by(), on));
  }

  /** Whoever said nothing is not said to agree; of the client that is told. */
  private static GoalAnswer agreed(
      Finding finding, GoalDecision decision, GoalDecision.Terms terms, LocalDate on) {
    var client = "Patient/" + finding.course().patient().value();
    var voices = new ArrayList<Voice>();
    if (!terms.agreed().contains(client)) {
      voices.add(new Voice(client, Acceptance.PENDING));
    }
    terms.agreed().forEach(who -> voices.add(new Voice(who, Acceptance.AGREE)));
    return new GoalAnswer.Agreed(
        terms.words(), terms.firstStep(), terms.review(), voices, decision.by(), on);
  }

  /** The goal in a plan of the team's; empty while there is none to put there. */
  Optional<PlanEntry> entry(Finding finding, GoalDecision decision, boolean triedBefore) {
    var goal = decision.goal();
    return decision
        .plan()
        .filter(plan -> goal.isPresent())
        .map(
            plan ->
                new PlanEntry(
                    decision.key() + ".plan",
                    finding.key(),
                    finding.course().patient(),
                    rule(finding),
                    plan,
                    goal.orElseThrow(),
                    decision.by(),
                    triedBefore,
                    cited(finding),
                    finding.labels()));
  }

  /** The task for whoever takes an agreed goal up, in words that are true by now. */
  Optional<GoalTask> takeUp(Finding finding, GoalDecision decision) {
    return decision
        .givenTo()
        .flatMap(to -> takeUpWords(decision).map(text -> takeUp(finding, decision, to, text)));
  }

  private static GoalTask takeUp(
      Finding finding, GoalDecision decision, String recipient, String text) {
    return new GoalTask(
        decision.key() + ".goal-task",
        finding.course().patient(),
        recipient,
        decision.by(),
        text,
        decision.at(),
        decision.due(),
        decision.goal().orElse(null),
        finding.labels());
  }

  /** Where the record takes no goals the task has the words; empty once they are let go of. */
  private Optional<String> takeUpWords(GoalDecision decision) {
    boolean byHand = decision.became() == GoalDecision.Became.BY_HAND;
    if (byHand && decision.goal().isEmpty()) {
      return decision
          .terms()
          .map(
              terms ->
                  Stream.of(terms.words(), terms.firstStep())
                      .filter(Objects::nonNull)
                      .collect(Collectors.joining(" – ", ownText("task.goal.by-hand") + " ", "")));
    }
    boolean done = decision.became() == GoalDecision.Became.DONE;
    var inPlan = done && decision.plan().isPresent() ? "task.goal.in-plan" : "task.goal.agreed";
    return Optional.of(ownText(byHand ? "task.goal.plan-by-hand" : inPlan));
  }

  private String ownText(String key) {
    return catalogue.text(OWN, key, locale());
  }

  /** The task for a named person; empty where no such person is set who is not in question. */
  Optional<TaskProposal> task(Finding finding) {
    boolean over = finding.closed().isPresent() || finding.channel() != Channel.NAMED_PERSON;
    return whoeverHasIt(recipient(finding), over)
        .map(
            recipient ->
                new TaskProposal(
                    finding.key(),
                    finding.course().patient(),
                    rule(finding),
                    recipient,
                    withWhatToTry(words(finding, "task"), finding.detector()),
                    finding.level(),
                    finding.opened(),
                    oneWorkingDayAfter(finding.opened()),
                    over,
                    cited(finding),
                    finding.labels()));
  }

  /** Who is asked because of a finding that is not for the chart; empty where nobody can be. */
  public Optional<String> asked(Finding finding) {
    return finding.channel() == Channel.NAMED_PERSON ? recipient(finding) : Optional.empty();
  }

  /** What a request to a person says, in a language; nothing of its cause. */
  public String requestText(Finding finding, Locale language) {
    return catalogue.text(finding.detector(), "task", language, finding.numbers());
  }

  /** Whether anybody is named with whom people may ask to talk. */
  public boolean consultantNamed() {
    return !settings.get(CONSULTATION).isEmpty();
  }

  /** The request for a talk; empty where nobody asks, or nobody is named and it is not over. */
  Optional<ConsultationProposal> consultation(Finding finding, Optional<FindingAct> asking) {
    var named = Optional.of(settings.get(CONSULTATION)).filter(one -> !one.isEmpty());
    var recipient = whoeverHasIt(named, finding.ended().isPresent());
    return asking
        .filter(act -> recipient.isPresent())
        .map(
            act ->
                new ConsultationProposal(
                    finding.key().value() + ".consult",
                    finding.course().patient(),
                    recipient.get(),
                    act.by(),
                    catalogue.text(OWN, "task.consult", locale()),
                    act.at(),
                    finding.ended().isPresent(),
                    finding.labels()));
  }

  /** The note for the unit's lead; empty where nobody is named and it is not over. */
  Optional<UnitProposal> unit(UnitNote note) {
    return whoeverHasIt(lead(), note.closed().isPresent())
        .map(
            lead ->
                new UnitProposal(
                    note.key() + ".unit",
                    lead,
                    withWhatToTry(words(note), note.detector()),
                    focus(note.subject()),
                    note.opened(),
                    note.closed().isPresent()));
  }

  /** What is over is taken back from whoever has it, so that nobody need be named any longer. */
  private static Optional<String> whoeverHasIt(Optional<String> named, boolean over) {
    return named.or(() -> over ? Optional.of("") : Optional.empty());
  }

  /** Whether anybody is named to whom notes for the unit may go. */
  boolean unitHasLead() {
    return lead().isPresent();
  }

  private Optional<String> lead() {
    return Optional.of(settings.get(UNIT_LEAD)).filter(lead -> !lead.isEmpty());
  }

  private String words(UnitNote note) {
    var own = "task.unit." + note.detector();
    return catalogue.text(
        OWN,
        catalogue.has(OWN, own) ? own : "task.unit",
        locale(),
        Map.of("clients", (double) note.clients()));
  }

  /**
   * The detector alone decides what is proposed: the same for as long as the request stands, and
   * telling nothing of how a course stands.
   */
  private String withWhatToTry(String request, String detector) {
    return request
        + " "
        + catalogue.text(OWN, "task.try", locale())
        + " "
        + String.join("; ", nextSteps.forRequest(detector, locale()))
        + ".";
  }

  private static @Nullable Source focus(String subject) {
    var reference = REFERENCE.matcher(subject);
    return reference.matches() ? new Source(reference.group(1), reference.group(2), null) : null;
  }

  /** The request of a hand-over, to the first or the second person; empty where there is none. */
  Optional<HandoverProposal> handover(SafetyHandover handover, boolean second) {
    var recipient = second ? recipients.second(handover.kind()) : recipients.first(handover.kind());
    return recipient.map(
        named ->
            new HandoverProposal(
                handover.name(second),
                handover.patient(),
                named,
                words(handover.kind()),
                second ? handover.escalated().orElse(handover.opened()) : handover.opened(),
                handover.due(second),
                handover.asMessage(),
                handover.taken().isPresent(),
                handover.labels()));
  }

  /** After an event in the room, the team is heard before anybody calls the client. */
  private String words(SafetyKind kind) {
    return switch (kind) {
      case RISK, THREAT -> catalogue.text(OWN, "task.handover", locale());
      case BOUNDARY -> catalogue.text(OWN, "task.handover.team", locale());
    };
  }

  private Optional<String> recipient(Finding finding) {
    var inQuestion =
        finding.therapists().stream().map(each -> "Practitioner/" + each.value()).toList();
    return Stream.of(RECIPIENT, SECOND_RECIPIENT)
        .map(settings::get)
        .filter(recipient -> !recipient.isEmpty())
        .filter(recipient -> !inQuestion.contains(recipient))
        .findFirst();
  }

  private Instant oneWorkingDayAfter(Instant moment) {
    var day = moment.atZone(zone).plusDays(1);
    while (day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY) {
      day = day.plusDays(1);
    }
    return day.toInstant();
  }

  private String words(Finding finding, String key) {
    return catalogue.text(finding.detector(), key, locale(), finding.numbers());
  }

  private Locale locale() {
    return Locale.forLanguageTag(settings.get(LANGUAGE));
  }

  private static String rule(Finding finding) {
    return finding.detector() + "|" + finding.version();
  }
}
