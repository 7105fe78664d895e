package org.attune.matching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.attune.therapy.Planned.leadingTo;
import static org.attune.therapy.Planned.own;
import static org.attune.therapy.Planned.plan;
import static org.attune.therapy.Planned.theirs;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.attune.matching.GoalMatch.Decision;
import org.attune.matching.GoalMatch.Verdict;
import org.attune.matching.SuggestMatches.Ground;
import org.attune.matching.SuggestMatches.Match;
import org.attune.therapy.CareGoal;
import org.attune.therapy.OneOrTwo;
import org.attune.therapy.Source;
import org.junit.jupiter.api.Test;

/** What is known of goals that are one before anybody looks at words. */
class KnownMatchesTest {

  private static final LocalDate TODAY = LocalDate.of(2026, 3, 2);
  private static final CareGoal WISH = own("wish", null);
  private static final CareGoal WAY = theirs("way", null);
  private static final ClientGoal OF_THE_CLIENT = ClientGoal.of(WISH.source());
  private static final Source OF_THE_PLAN = new Source("Goal", "way", null);
  private static final OneOrTwo PUT_FORWARD =
      new OneOrTwo(Map.of(), Map.of(), Map.of("Goal/way", Set.of("Goal/wish")));

  private static List<Match> known(CareGoal way, OneOrTwo besides, Decision... said) {
    var sides = BothSides.of(List.of(WISH, way, plan("p", "way")), TODAY, Set.of());
    return SuggestMatches.known(sides, List.of(said), besides);
  }

  @Test
  void a_goal_that_attune_put_forward_for_it_is_one_with_it_as_one_that_says_so() {
    assertThat(known(WAY, OneOrTwo.UNKNOWN)).isEmpty();
    var one = new Match(OF_THE_CLIENT, OF_THE_PLAN, Ground.REFERENCE);
    for (var matches :
        List.of(known(WAY, PUT_FORWARD), known(leadingTo(WAY, WISH), OneOrTwo.UNKNOWN))) {
      assertThat(matches)
          .singleElement()
          .satisfies(
              match -> {
                assertThat(match.goal()).isEqualTo(one.goal());
                assertThat(match.planGoal().sameResource(one.planGoal())).isTrue();
                assertThat(match.ground()).isEqualTo(one.ground());
              });
    }
  }

  @Test
  void who_says_that_they_are_two_is_heard() {
    var no =
        new Decision(OF_THE_CLIENT, OF_THE_PLAN, Verdict.TURNED_DOWN, "Practitioner/7", at(), 1);
    assertThat(known(WAY, PUT_FORWARD, no)).isEmpty();
  }

  @Test
  void a_persons_word_comes_before_what_was_put_forward() {
    var person = new OneOrTwo(Map.of("Goal/wish", "Goal/way"), Map.of(), PUT_FORWARD.putForward());
    assertThat(known(WAY, person)).extracting(Match::ground).containsExactly(Ground.PERSON);
  }

  private static Instant at() {
    return Instant.parse("2026-03-02T12:00:00Z");
  }
}
