package org.attune.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import org.attune.access.Sought.Born;
import org.attune.access.Sought.Named;
import org.attune.access.Sought.Numbered;
import org.junit.jupiter.api.Test;

class SoughtTest {

  @Test
  void a_day_is_one_as_people_write_it() {
    var day = new Born(LocalDate.of(1988, 3, 7));
    assertThat(Sought.of("1988-03-07")).contains(day);
    assertThat(Sought.of(" 07.03.1988 ")).contains(day);
    assertThat(Sought.of("7.3.1988")).contains(day);
  }

  @Test
  void what_has_a_digit_and_is_no_day_is_a_number() {
    for (String number : List.of("0047-1193", "31.2.1988", "R 47", "1988-3-7", "99.99.9999")) {
      assertThat(Sought.of(number)).as(number).contains(new Numbered(number));
    }
  }

  @Test
  void a_name_is_its_parts_in_whatever_order() {
    assertThat(Sought.of("Ada Smit")).contains(new Named(List.of("Ada", "Smit")));
    assertThat(Sought.of(", Smit,  Ada;")).contains(new Named(List.of("Smit", "Ada")));
    assertThat(Sought.of("Łuc")).contains(new Named(List.of("Łuc")));
  }

  @Test
  void too_little_means_nobody_and_signs_are_no_letters() {
    for (String little : List.of("", "  ", "Li", "L i", "%%%", "a*,;--", "1.2", "x".repeat(101))) {
      assertThat(Sought.of(little)).as(little).isEmpty();
    }
    assertThat(Sought.of("Li W")).isPresent();
  }

  @Test
  void what_is_looked_for_reaches_no_log() {
    for (String text : List.of("Ada Smit", "0047-1193", "1988-03-07")) {
      assertThat(Sought.of(text).orElseThrow().toString()).doesNotContain("Smit", "47", "1988");
    }
  }
}
