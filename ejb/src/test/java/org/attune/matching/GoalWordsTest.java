package org.attune.matching;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.attune.matching.GoalWords.Worded;
import org.attune.therapy.Source;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class GoalWordsTest {

  private static final ClientGoal CHOIR = ClientGoal.of(new Source("Goal", "choir", null));
  private static final ClientGoal SING = ClientGoal.of(new Source("Goal", "sing", null));
  private static final Source FORM = new Source("QuestionnaireResponse", "4", null);

  private static Worded said(ClientGoal goal, Source from, @Nullable String quotable) {
    return new Worded(goal, from, "as it is shown", List.of(), quotable);
  }

  private static GoalWords words(Worded... all) {
    return new GoalWords(List.of(all), List.of());
  }

  @Test
  void a_goal_is_quoted_in_its_own_words() {
    var words = words(said(CHOIR, CHOIR.source(), "Sing again"));
    assertThat(words.quotableOf(List.of("Goal/choir"))).contains("Sing again");
    assertThat(words.quotableOf(List.of())).isEmpty();
  }

  @Test
  void a_line_of_a_form_is_quoted_by_its_place() {
    var words = words(said(ClientGoal.named(FORM, "#2"), FORM, "See friends"));
    assertThat(words.quotableOf(List.of("QuestionnaireResponse/4#2"))).contains("See friends");
    assertThat(words.quotableOf(List.of("QuestionnaireResponse/4#1"))).isEmpty();
  }

  @Test
  void what_a_form_says_of_a_goal_of_the_record_is_not_its_own_word() {
    assertThat(words(said(CHOIR, FORM, "Sing again")).quotableOf(List.of("Goal/choir"))).isEmpty();
  }

  @Test
  void several_are_quoted_where_each_has_words_and_all_the_same() {
    var both = List.of("Goal/choir", "Goal/sing");
    var one = said(CHOIR, CHOIR.source(), "Sing again");
    assertThat(words(one, said(SING, SING.source(), "Sing again")).quotableOf(both))
        .contains("Sing again");
    assertThat(words(one, said(SING, SING.source(), "Sing")).quotableOf(both)).isEmpty();
    assertThat(words(one, said(SING, SING.source(), null)).quotableOf(both)).isEmpty();
    assertThat(words(one).quotableOf(both)).isEmpty();
  }
}
