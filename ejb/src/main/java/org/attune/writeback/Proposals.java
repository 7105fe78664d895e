package org.attune.writeback;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.attune.catalogue.Catalogue;
import org.attune.detection.Channel;
import org.attune.findings.Finding;
import org.attune.settings.Configurable;
import org.attune.settings.Setting;
import org.attune.settings.Settings;
import org.attune.writeback.Proposal.FlagProposal;
import org.attune.writeback.Proposal.GoalProposal;
import org.attune.writeback.Proposal.TaskProposal;

/** Words what the EHR should hold because of a finding, as things stand now. */
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
  static final Setting<Integer> GOAL_REVIEW_DAYS =
      Setting.count("write-back.goal-review-days", 28, 7, 180);

  private final Settings settings;
  private final Catalogue catalogue;
  private final ZoneId zone;

  @Inject
  public Proposals(Settings settings, Catalogue catalogue, ZoneId zone) {
    this.settings = settings;
    this.catalogue = catalogue;
    this.zone = zone;
  }

  @Override
  public List<Setting<?>> settings() {
    return List.of(LANGUAGE, RECIPIENT, SECOND_RECIPIENT, GOAL_REVIEW_DAYS);
  }

  /** The flag of a finding; it ends when the finding closes or no longer belongs on the chart. */
  FlagProposal flag(Finding finding) {
    var end =
        finding
            .closed()
            .or(
                () ->
                    finding.channel() == Channel.CHART
                        ? Optional.empty()
                        : Optional.of(finding.stageSince()));
    return new FlagProposal(
        finding.key(),
        finding.course().patient(),
        rule(finding),
        finding.category(),
        finding.level(),
        words(finding, finding.channel() == Channel.CHART ? finding.wording() : "flag"),
        finding.since(),
        end.orElse(null),
        finding.evidence(),
        finding.labels());
  }

  /** The goal a finding proposes. */
  GoalProposal goal(Finding finding) {
    var start = finding.opened().atZone(zone).toLocalDate();
    return new GoalProposal(
        finding.key(),
        finding.course().patient(),
        rule(finding),
        words(finding, "goal"),
        start,
        start.plusDays(settings.get(GOAL_REVIEW_DAYS)),
        finding.closed().isPresent(),
        finding.evidence(),
        finding.labels());
  }

  /** The task for a named person; empty where no such person is set who is not in question. */
  Optional<TaskProposal> task(Finding finding) {
    return recipient(finding)
        .map(
            recipient ->
                new TaskProposal(
                    finding.key(),
                    finding.course().patient(),
                    rule(finding),
                    recipient,
                    words(finding, "task"),
                    finding.level(),
                    finding.opened(),
                    oneWorkingDayAfter(finding.opened()),
                    finding.closed().isPresent() || finding.channel() != Channel.NAMED_PERSON,
                    finding.evidence(),
                    finding.labels()));
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
    var locale = Locale.forLanguageTag(settings.get(LANGUAGE));
    return catalogue.text(finding.detector(), key, locale, finding.numbers());
  }

  private static String rule(Finding finding) {
    return finding.detector() + "|" + finding.version();
  }
}
