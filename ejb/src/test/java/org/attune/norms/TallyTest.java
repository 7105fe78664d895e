package org.attune.norms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.attune.therapy.CancellationReason;
import org.attune.therapy.ChartFact;
import org.attune.therapy.Courses;
import org.attune.therapy.InstrumentId;
import org.attune.therapy.Labels;
import org.attune.therapy.PatientId;
import org.attune.therapy.Respondent;
import org.attune.therapy.ScaleScore;
import org.attune.therapy.Source;
import org.attune.therapy.TherapyCourse;
import org.junit.jupiter.api.Test;

class TallyTest {

  private static final InstrumentId SRS = new InstrumentId("srs");

  private final Tally tally = new Tally();

  @Test
  void a_service_without_data_has_the_stated_defaults() {
    assertThat(tally.norms()).isEqualTo(ServiceNorms.UNKNOWN);
  }

  @Test
  void twenty_nine_clients_are_not_enough_and_thirty_are() {
    times(29, List.of(), attendedTwiceAndMissedOnce());
    assertThat(tally.norms().missRate()).isEqualTo(0.12);
    times(1, List.of(), attendedTwiceAndMissedOnce());
    assertThat(tally.norms().missRate()).isCloseTo(1 / 3.0, within(1e-9));
  }

  @Test
  void the_share_of_reasons_is_known_after_thirty_misses() {
    times(29, List.of(), attendedTwiceAndMissedOnce());
    assertThat(tally.norms().reasonsCoded()).isZero();
    times(1, List.of(), attendedTwiceAndMissedOnce());
    assertThat(tally.norms().reasonsCoded()).isEqualTo(1.0);
  }

  @Test
  void sessions_the_service_cancelled_count_on_neither_side() {
    var course = Courses.course().attended().cancelledByService().build();
    times(30, List.of(), course);
    assertThat(tally.norms().missRate()).isZero();
    assertThat(tally.norms().reasonsCoded()).isZero();
  }

  @Test
  void the_spread_is_pooled_within_persons_and_blind_to_how_they_differ() {
    var course = Courses.course().attended().build();
    times(15, List.of(score(30), score(34)), course);
    times(15, List.of(score(10), score(14)), course);
    assertThat(tally.norms().withinPersonSd().get(SRS)).isCloseTo(Math.sqrt(8), within(1e-9));
  }

  @Test
  void one_score_of_a_client_says_nothing_of_how_they_vary() {
    times(40, List.of(score(30)), Courses.course().attended().build());
    assertThat(tally.norms().withinPersonSd()).isEmpty();
  }

  @Test
  void a_tenth_of_all_ratings_lie_at_the_low_centile_or_below() {
    var course = Courses.course().attended().build();
    for (int client = 0; client < 30; client++) {
      var ratings = new ArrayList<ScaleScore>();
      for (int level = 1; level <= 20; level++) {
        ratings.add(score(level));
      }
      times(1, ratings, course);
    }
    assertThat(tally.norms().lowCentile().get(SRS)).isEqualTo(2.0);
  }

  @Test
  void a_form_counts_for_the_session_it_was_filled_in_about() {
    var half = Courses.course().rated(30, 31).attended(2).build();
    times(30, List.of(), half);
    assertThat(tally.norms().formsReturned()).isEqualTo(0.5);
  }

  @Test
  void parts_add_up_to_the_whole_and_survive_being_written_down() {
    var course = Courses.course().rated(30, 34).missed().build();
    times(40, List.of(score(30), score(34)), course);
    var whole = tally.norms();

    var sum = new Tally();
    for (int part = 0; part < 4; part++) {
      var some = new Tally();
      for (int client = 0; client < 10; client++) {
        some.add(List.of(score(30), score(34)), List.of(course));
      }
      sum.add(TallyText.read(TallyText.write(some)));
    }
    assertThat(sum.norms()).isEqualTo(whole);
  }

  private static TherapyCourse attendedTwiceAndMissedOnce() {
    return Courses.course().attended().attended().missed(CancellationReason.OWN_REASON).build();
  }

  private void times(int clients, List<ScaleScore> scores, TherapyCourse course) {
    for (int i = 0; i < clients; i++) {
      tally.add(new ArrayList<ChartFact>(scores), List.of(course));
    }
  }

  private static ScaleScore score(double total) {
    return new ScaleScore(
        new Source("QuestionnaireResponse", "q" + total, null),
        new PatientId("p"),
        SRS,
        "srs|1#en",
        Courses.FIRST,
        total,
        new TreeMap<>(),
        Respondent.CLIENT,
        null,
        null,
        Labels.NONE);
  }
}
