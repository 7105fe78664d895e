package org.attune.ehr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FormAnswersTest {

  @Test
  void what_was_answered_is_the_same_after_it_was_kept() {
    var answers =
        FormAnswers.of(Map.of("mood", List.of("7"), "fit", List.of("too-fast", "not-my-goal")));
    assertThat(FormAnswers.read(answers.line())).isEqualTo(answers);
    assertThat(FormAnswers.read(FormAnswers.of(Map.of()).line()).byItem()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "I am angry", "a;b=c", "7,8", "ä", "x\ny"})
  void words_of_ones_own_have_no_way_through(String words) {
    assertThatThrownBy(() -> FormAnswers.of(Map.of("mood", List.of(words))))
        .isInstanceOf(IllegalArgumentException.class)
        .message()
        .satisfies(said -> assertThat(words.isBlank() || !said.contains(words)).isTrue());
    assertThatThrownBy(() -> FormAnswers.of(Map.of(words, List.of("7"))))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void nothing_of_them_reaches_a_log() {
    assertThat(FormAnswers.of(Map.of("fear", List.of("threatened")))).hasToString("1 answers");
  }
}
