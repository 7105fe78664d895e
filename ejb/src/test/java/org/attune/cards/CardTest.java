package org.attune.cards;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.SplittableRandom;
import java.util.UUID;
import org.attune.findings.FindingKey;
import org.junit.jupiter.api.Test;

class CardTest {

  private static FindingKey key(SplittableRandom dice) {
    var hex = new StringBuilder();
    for (int i = 0; i < 64; i++) {
      hex.append(Character.forDigit(dice.nextInt(16), 16));
    }
    return new FindingKey(hex.toString());
  }

  @Test
  void the_card_of_a_finding_has_the_same_name_for_ever_and_another_has_another() {
    var dice = new SplittableRandom(7);
    var names = new HashSet<UUID>();
    for (int i = 0; i < 1_000; i++) {
      var key = key(dice);
      var id = Card.id(key);
      assertThat(Card.id(key)).isEqualTo(id);
      assertThat(id.version()).isEqualTo(8);
      assertThat(id.variant()).isEqualTo(2);
      assertThat(key.value()).startsWith(Card.beginning(id));
      names.add(id);
    }
    assertThat(names).hasSize(1_000);
  }

  @Test
  void a_long_sentence_is_cut_at_the_end_of_a_word() {
    var cut = ShowCards.cut("word ".repeat(60).strip());
    assertThat(cut).hasSizeLessThan(140).endsWith("word…");
    assertThat(ShowCards.cut("short")).isEqualTo("short");
    assertThat(ShowCards.cut("x".repeat(200))).hasSizeLessThan(140).endsWith("x…");
  }
}
