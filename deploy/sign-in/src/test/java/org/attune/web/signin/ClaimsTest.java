package org.attune.web.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ClaimsTest {

  private static final Map<String, Object> SAID =
      Map.of(
          "one", "a",
          "several", List.of("a", "b", 3, Map.of()),
          "number", 7,
          "realm_access", Map.of("roles", List.of("r"), "deep", Map.of("er", "d")),
          "https://hospital.example/roles", List.of("n"));

  private static List<String> values(String name) {
    return Claims.values(SAID::get, name);
  }

  @Test
  void one_value_and_several_are_read_alike() {
    assertThat(values("one")).containsExactly("a");
    assertThat(values("several")).containsExactly("a", "b");
  }

  @Test
  void what_is_not_said_or_is_no_text_is_nothing() {
    for (String name : List.of("none", "number", "realm_access", "one.more", "none.at.all", ".")) {
      assertThat(values(name)).as(name).isEmpty();
    }
  }

  @Test
  void a_dot_leads_into_an_object() {
    assertThat(values("realm_access.roles")).containsExactly("r");
    assertThat(values("realm_access.deep.er")).containsExactly("d");
  }

  @Test
  void a_name_with_dots_in_it_is_a_name_first() {
    assertThat(values("https://hospital.example/roles")).containsExactly("n");
  }
}
