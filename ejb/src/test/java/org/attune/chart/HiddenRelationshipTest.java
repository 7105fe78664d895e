package org.attune.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.attune.chart.SignalView.Evidence;
import org.attune.chart.TrendView.Mark;
import org.attune.chart.TrendView.Series;
import org.attune.detection.Detector;
import org.attune.detection.EveryDetector;
import org.attune.detection.Roster;
import org.junit.jupiter.api.Test;

class HiddenRelationshipTest {

  private static final Instant SINCE = Instant.parse("2026-11-02T09:00:00Z");
  private static final Roster ROSTER = Roster.of(EveryDetector.withFallbacks());
  private static final List<String> RELATIONSHIP =
      ROSTER.detectors().stream().filter(Detector::aboutRelationship).map(Detector::id).toList();

  private final ChartView open = Charts.example(Locale.ENGLISH);
  private final ChartView hidden = Charts.exampleHidden(SINCE, Locale.ENGLISH);

  @Test
  void every_rule_about_the_alliance_speaks_of_the_relationship_and_no_other_does() {
    assertThat(RELATIONSHIP).contains("alliance-drop", "unspoken").doesNotContain("client-voice");
    assertThat(ROSTER.detectors())
        .allMatch(
            each ->
                each.aboutRelationship()
                    == each.getClass().getPackageName().endsWith(".detection.alliance"));
  }

  @Test
  void while_it_is_hidden_no_signal_speaks_of_it_and_all_others_stand() {
    assertThat(open.signals()).extracting(SignalView::detector).containsAnyElementsOf(RELATIONSHIP);
    assertThat(hidden.signals())
        .extracting(SignalView::detector)
        .containsExactlyElementsOf(
            open.signals().stream()
                .map(SignalView::detector)
                .filter(each -> !RELATIONSHIP.contains(each))
                .toList());
    assertThat(hidden.relationshipHidden()).isEqualTo(SINCE);
    assertThat(open.relationshipHidden()).isNull();
  }

  @Test
  void its_curve_its_strains_and_what_forms_say_of_it_are_not_there_either() {
    assertThat(open.trend().series()).extracting(Series::kind).contains("alliance");
    assertThat(hidden.trend().series()).isNotEmpty().noneMatch(it -> it.kind().equals("alliance"));
    assertThat(hidden.trend().marks()).extracting(Mark::kind).doesNotContain("rupture", "repair");
    assertThat(hidden.signals())
        .flatExtracting(SignalView::evidence)
        .extracting(Evidence::text)
        .noneMatch(text -> text.contains("SRS") || text.contains("heard"));
    assertThat(hidden.trend().sessions()).isEqualTo(open.trend().sessions());
  }

  @Test
  void the_client_reads_that_it_is_kept_and_nothing_of_what() {
    var said = Charts.page().summary(hidden, Locale.ENGLISH).paragraphs().toString();
    assertThat(said)
        .contains("you keep to yourself")
        .doesNotContain("rate the sessions", "may feel different", "got better");
    assertThat(Charts.page().summary(open, Locale.ENGLISH).paragraphs().toString())
        .doesNotContain("you keep to yourself");
  }
}
