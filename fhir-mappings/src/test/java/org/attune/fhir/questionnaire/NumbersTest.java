package org.attune.fhir.questionnaire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalDouble;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.hl7.fhir.r4.model.StringType;

class NumbersTest {

  private static final String SIGNS = "0123456789.-+, eE٣";

  @Property(tries = 20_000)
  void a_text_is_a_number_where_it_can_be_read_in_one_way_only(@ForAll long seed) {
    var random = new Random(seed);
    var text = new StringBuilder();
    for (int length = random.nextInt(16); length > 0; length--) {
      int sign = random.nextInt(4) == 0 ? random.nextInt(SIGNS.length()) : random.nextInt(11);
      text.append(SIGNS.charAt(sign));
    }
    var number = text.toString().strip();
    assertThat(Numbers.of(new StringType().setValue(text.toString())))
        .isEqualTo(
            number.matches("-?\\d{1,6}(\\.\\d{1,6})?")
                ? OptionalDouble.of(Double.parseDouble(number))
                : OptionalDouble.empty());
  }
}
