package org.attune.chart;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.attune.catalogue.Catalogue;
import org.attune.chart.Readership.Sight;
import org.attune.chart.SignalView.Contested;
import org.attune.chart.SignalView.Evidence;
import org.attune.chart.SignalView.Logged;
import org.attune.chart.SignalView.Named;
import org.attune.chart.SignalView.NotCounted;
import org.attune.chart.SignalView.Rule;
import org.attune.chart.SignalView.Suggestion;
import org.attune.chart.SignalView.Tried;
import org.attune.detection.Level;
import org.attune.detection.Signal;
import org.attune.findings.Finding;
import org.attune.findings.FindingAct;
import org.attune.findings.FindingActs;
import org.attune.findings.FindingStage;
import org.attune.responses.LoggedResponse;
import org.attune.responses.NextSteps;
import org.attune.therapy.CancellationReason;
import org.attune.therapy.Source;
import org.attune.therapy.TherapyCourse;
import org.attune.writeback.PendingWrite;
import org.jspecify.annotations.Nullable;

/** A client's findings in words, for one person. */
final class Signals {

  /** What stands, most pressing first; of what is as pressing, what nobody has seen yet. */
  static final Comparator<SignalView> MOST_PRESSING_FIRST =
      Comparator.comparing((SignalView each) -> Level.valueOf(each.level()))
          .reversed()
          .thenComparing(each -> !each.stage().equals(FindingStage.OPEN.name()))
          .thenComparing(SignalView::latest, Comparator.reverseOrder())
          .thenComparing(SignalView::key);

  private final KnownOfClient known;
  private final Words words;
  private final CitedFacts facts;
  private final Readership readership;

  Signals(KnownOfClient known, Words words, CitedFacts facts, Readership readership) {
    this.known = known;
    this.words = words;
    this.facts = facts;
    this.readership = readership;
  }

  /** Those that may be read, in no order. */
  Stream<SignalView> of(List<Finding> findings) {
    return findings.stream().flatMap(finding -> view(finding).stream());
  }

  private Optional<SignalView> view(Finding finding) {
    var sight = readership.of(finding, known.asked(finding));
    return switch (sight) {
      case NOTHING -> Optional.empty();
      case ALL, REQUEST -> Optional.of(view(finding, sight));
    };
  }

  private SignalView view(Finding finding, Sight sight) {
    boolean all = sight == Sight.ALL;
    var course = known.course(finding.course()).orElse(null);
    var why = finding.dismissal().orElse(null);
    return new SignalView(
        finding.key().value(),
        all && course != null ? known.idOf(course) : null,
        all ? finding.detector() : "",
        all ? finding.version() : 0,
        finding.level().name(),
        words.say("level", finding.level()),
        finding.category().name(),
        finding.channel().name(),
        all ? text(finding, "name") : words.say("request.name"),
        all ? text(finding, finding.wording()) : known.requestText(finding),
        finding.since(),
        finding.opened(),
        finding.latest(),
        stage(finding).name(),
        finding.stageSince(),
        snoozedUntil(finding).orElse(null),
        why == null ? null : why.name(),
        why == null ? null : words.say("dismissal", why),
        finding.standing(),
        finding.onChart(),
        held(finding),
        all ? finding.remarks().stream().map(each -> text(finding, each)).toList() : List.of(),
        all ? text(finding, "why") : "",
        all ? rule(finding) : new Rule("", List.of(), List.of(), 0, ""),
        all ? evidence(finding) : List.of(),
        all ? notCounted(finding) : List.of(),
        all ? otherExplanations(finding, course) : List.of(),
        all ? text(finding, "clears") : "",
        all ? text(finding, "caution") : "",
        words.say("standing"),
        all ? suggestions(finding) : List.of(),
        logged(finding),
        contested(finding));
  }

  private String text(Finding finding, String key) {
    return words.of(finding.detector(), key, finding.numbers());
  }

  /**
   * What waits for its place on the chart stands open before people all the same; whoever has seen
   * it there since its latest evidence has seen it.
   */
  private FindingStage stage(Finding finding) {
    if (finding.stage() != FindingStage.WAITING) {
      return finding.stage();
    }
    var seen = seen(finding);
    if (seen.isEmpty()) {
      return FindingStage.OPEN;
    }
    return snoozedUntil(finding).isPresent() ? FindingStage.SNOOZED : FindingStage.ACKNOWLEDGED;
  }

  private Optional<Instant> snoozedUntil(Finding finding) {
    return finding.stage() == FindingStage.WAITING
        ? seen(finding).flatMap(FindingAct::until).filter(known.asOf()::isBefore)
        : finding.snoozedUntil();
  }

  private Optional<FindingAct> seen(Finding finding) {
    return FindingActs.seen(finding, known.acts(finding));
  }

  private @Nullable String held(Finding finding) {
    if (!finding.standing() || finding.stage() == FindingStage.DISMISSED) {
      return null;
    }
    if (Readership.isPrompt(finding)) {
      return words.say("held.prompt");
    }
    var hold = finding.hold().orElse(null);
    if (hold != null) {
      return words.say("held", hold);
    }
    if (finding.stage() == FindingStage.WAITING) {
      return words.say("held.waiting");
    }
    return known.flag(finding).map(this::notTaken).orElse(null);
  }

  private @Nullable String notTaken(PendingWrite flag) {
    if (flag.refusals() > 0 || flag.state() == PendingWrite.State.DEAD) {
      return words.say("held.refused");
    }
    boolean elsewhere =
        flag.state() == PendingWrite.State.SENT
            && flag.sentence() != null
            && flag.resource() == null;
    return elsewhere ? words.say("held.card") : null;
  }

  private Rule rule(Finding finding) {
    var numbers = new ArrayList<Named>();
    finding
        .numbers()
        .forEach(
            (name, value) -> {
              if (words.has("number." + name)) {
                numbers.add(new Named(words.say("number." + name), words.number(value)));
              }
            });
    return new Rule(
        text(finding, "what"),
        numbers,
        known.settings(finding.detector(), words),
        finding.version(),
        text(finding, "source"));
  }

  private List<Evidence> evidence(Finding finding) {
    return finding.evidence().stream().flatMap(source -> evidence(source).stream()).toList();
  }

  private Optional<Evidence> evidence(Source source) {
    return Optional.of(facts.find(source))
        .filter(readership::mayRead)
        .map(
            cited ->
                new Evidence(source.reference(), cited.kind(), cited.at(), cited.text(), null));
  }

  private List<NotCounted> notCounted(Finding finding) {
    return finding.excluded().stream()
        .filter(each -> readership.mayRead(facts.find(each.source())))
        .map(each -> notCounted(finding, each))
        .toList();
  }

  private NotCounted notCounted(Finding finding, Signal.Excluded excluded) {
    var cited = facts.find(excluded.source());
    return new NotCounted(
        excluded.source().reference(),
        cited.at(),
        cited.text(),
        keptBack(excluded) ? words.say("excluded.kept-back") : text(finding, excluded.why()));
  }

  /** A reason that the client named on a form for few eyes is no reason for everybody. */
  private boolean keptBack(Signal.Excluded excluded) {
    return known
        .session(excluded.source())
        .filter(session -> named(excluded.why()).filter(it -> it != session.reason()).isPresent())
        .isPresent();
  }

  private static Optional<CancellationReason> named(String why) {
    return Stream.of(CancellationReason.values())
        .filter(
            reason ->
                reason.kind() == CancellationReason.Kind.ACCESS
                    || reason.kind() == CancellationReason.Kind.LIFE
                    || reason.kind() == CancellationReason.Kind.VOICE
                    || reason.kind() == CancellationReason.Kind.ENDING)
        .filter(reason -> why.equals("excluded." + Catalogue.key(reason)))
        .findFirst();
  }

  private List<String> otherExplanations(Finding finding, @Nullable TherapyCourse course) {
    var all = new ArrayList<String>();
    if (course != null && finding.standing()) {
      all.addAll(new OtherExplanations(course, words).of(finding, known.aboutPlan(finding)));
    }
    all.add(text(finding, "caution"));
    return all;
  }

  private List<Suggestion> suggestions(Finding finding) {
    return known.steps(finding).stream().map(step -> suggestion(finding, step)).toList();
  }

  private Suggestion suggestion(Finding finding, NextSteps.Step step) {
    var tried =
        logged(finding).stream()
            .filter(each -> each.response().equals(shown(step.id())))
            .map(each -> new Tried(each.at(), each.outcome()))
            .toList();
    return new Suggestion(
        shown(step.id()), step.title(), step.when(), step.avoid(), step.phrases(), tried);
  }

  /** What was logged with us, and what the record tells of. */
  private List<Logged> logged(Finding finding) {
    return Stream.concat(
            known
                .logged(finding)
                .map(
                    each ->
                        new Logged(
                            shown(each.response()),
                            known.nameOf(each.response()),
                            each.at(),
                            each.outcome().map(LoggedResponse.Outcome::name).orElse(null))),
            known
                .documented(finding)
                .map(
                    each ->
                        new Logged(
                            shown(each.response()),
                            known.nameOf(each.response()),
                            each.at(),
                            null)))
        .sorted(Comparator.comparing(Logged::at).thenComparing(Logged::response))
        .toList();
  }

  private static String shown(String response) {
    return response.toUpperCase(Locale.ROOT);
  }

  private @Nullable Contested contested(Finding finding) {
    return known
        .acts(finding)
        .filter(act -> act.what() == FindingAct.What.CONTESTED)
        .reduce((earlier, later) -> later)
        .map(act -> new Contested(act.at()))
        .orElse(null);
  }
}
