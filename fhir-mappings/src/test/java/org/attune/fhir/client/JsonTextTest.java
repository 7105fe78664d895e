package org.attune.fhir.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTextTest {

  @Test
  void members_are_cut_as_they_are_written() throws JsonText.Unbalanced {
    assertThat(
            JsonText.members(" {\"a\": \"x\\\"}\" , \"b\":{\"c\":[1,2]},\"d\":-1.5e3 ,\"e\":null}"))
        .containsEntry("a", "\"x\\\"}\"")
        .containsEntry("b", "{\"c\":[1,2]}")
        .containsEntry("d", "-1.5e3")
        .containsEntry("e", "null");
  }

  @Test
  void elements_are_cut_even_where_they_are_broken_inside() throws JsonText.Unbalanced {
    assertThat(JsonText.elements("[{\"a\":oops,,},{\"b\":1}, 3 ,\"],\"]"))
        .containsExactly("{\"a\":oops,,}", "{\"b\":1}", "3", "\"],\"");
  }

  @Test
  void a_string_is_read_as_it_is_meant() {
    assertThat(JsonText.string("\"http:\\/\\/x?a=1\\u0026b=\\\"2\\\"\\n\""))
        .isEqualTo("http://x?a=1&b=\"2\"\n");
    assertThat(JsonText.string("17")).isEqualTo("17");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "{\"a\" : [ 1.10, 2 ] , \"b\":3 } x | {\"a\" : [ 1.10, 2 ,9] , \"b\":3 } x",
        "{\"b\":{\"a\":[1]},\"a\":[]} | {\"b\":{\"a\":[1]},\"a\":[9]}",
        "{\"b\":\"}\\\"\"} | {\"b\":\"}\\\"\",\"a\":[9]}",
        "{} | {\"a\":[9]}"
      })
  void an_element_is_added_and_nothing_else_is_written_differently(String before, String after)
      throws JsonText.Unbalanced {
    assertThat(JsonText.appended(before, "a", "9")).isEqualTo(after);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"a\":1}", "{\"a\":[1", "{\"a\":[1]", "[]"})
  void to_what_is_no_array_or_breaks_off_nothing_is_added(String text) {
    assertThatThrownBy(() -> JsonText.appended(text, "a", "9"))
        .isInstanceOf(JsonText.Unbalanced.class);
  }

  @Test
  void depth_counts_brackets_outside_of_strings() {
    assertThat(JsonText.depth("{\"a\":[[{}]],\"b\":\"[[[[[[\\\"[[\"}")).isEqualTo(4);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\":1E+9999}",
        "{\"a\":-1.5e1000}",
        "[1e-100000000]",
        "{\"a\":1.D}",
        "{\"a\":\"D.D\"}",
        "{\"a\":\"\\\"\",\"b\":1e4444}"
      })
  void a_number_that_nobody_needs_is_seen(String text) {
    assertThat(JsonText.hasGiantNumber(text.replace("D", "7".repeat(600) + "." + "7".repeat(600))))
        .isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\":1E+308,\"b\":-9.25e-100}",
        "{\"id\":\"7e123456-1e99999\",\"a\":\"\\\"5e12345\"}",
        "{\"a\":true,\"b\":false,\"c\":null}",
        "[1,2,3,4.5]",
        "{\"a\":\"D,D\"}"
      })
  void numbers_and_names_as_clinics_write_them_are_no_giants(String text) {
    assertThat(JsonText.hasGiantNumber(text.replace("D", "7".repeat(999)))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[",
        "{\"a\"",
        "{\"a\":",
        "{\"a\":\"x",
        "{\"a\":[}",
        "{\"a\":1",
        "nothing",
        "{\"a\\"
      })
  void a_text_that_does_not_close_is_refused(String text) {
    assertThatThrownBy(() -> JsonText.members(text)).isInstanceOf(JsonText.Unbalanced.class);
  }
}
