package org.attune.responses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.attune.catalogue.Catalogue;
import org.attune.catalogue.CatalogueFiles;
import org.attune.therapy.ReadinessStage;
import org.junit.jupiter.api.Test;

class ResponsesTest {

  private static final List<String> TEXTS = List.of("name", "when", "avoid", "say.1", "say.2");

  private final Responses responses = new Responses();
  private final Catalogue catalogue = new Catalogue();

  static List<String> all() {
    return IntStream.rangeClosed(1, 50).mapToObj("st-%02d"::formatted).toList();
  }

  @Test
  void there_are_fifty() {
    assertThat(responses.all()).extracting(Response::id).containsExactlyElementsOf(all());
  }

  @Test
  void each_says_when_it_fits_what_to_be_careful_with_and_two_phrases() {
    for (Locale language : Catalogue.LANGUAGES) {
      assertThat(responses.all())
          .allSatisfy(
              response ->
                  assertThat(TEXTS)
                      .allSatisfy(
                          text ->
                              assertThat(
                                      catalogue.text(
                                          Responses.TEXTS, response.id() + "." + text, language))
                                  .isNotBlank()));
    }
    assertThat(CatalogueFiles.read(Responses.TEXTS).keySet())
        .containsExactlyInAnyOrderElementsOf(
            all().stream().flatMap(id -> TEXTS.stream().map(text -> id + "." + text)).toList());
  }

  @Test
  void no_two_say_the_same() {
    for (String file : List.of(Responses.TEXTS, Responses.TEXTS + "_de")) {
      assertThat(CatalogueFiles.read(file).values()).doesNotHaveDuplicates();
    }
  }

  @Test
  void what_confronts_needs_a_good_relationship_and_is_kept_out_of_groups() {
    assertThat(Stream.of("st-09", "st-48").map(this::response))
        .allSatisfy(
            it -> {
              assertThat(it.relationship()).isEqualTo(Response.Relationship.ADEQUATE);
              assertThat(it.where()).isEqualTo(Response.Where.INDIVIDUAL);
            });
  }

  @Test
  void three_are_never_offered_after_abuse_or_a_threat() {
    assertThat(responses.all().stream().filter(it -> !it.afterThreat()))
        .extracting(Response::id)
        .containsExactly("st-23", "st-34", "st-48");
  }

  @Test
  void steps_are_not_planned_before_somebody_wants_to_take_them() {
    assertThat(response("st-20").notIn())
        .containsExactlyInAnyOrder(ReadinessStage.PRECONTEMPLATION, ReadinessStage.CONTEMPLATION);
  }

  @Test
  void a_slip_in_the_data_is_named() {
    assertThatThrownBy(() -> parse("answers", "pace"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("st-77: pace is not trigger:place");
    assertThatThrownBy(() -> parse("answers", "pace:1 pace:2"))
        .hasMessageContaining("answers pace twice");
    assertThatThrownBy(() -> parse("where", "group")).hasMessageContaining("answers nothing");
  }

  private static Response parse(String fact, String value) {
    var file = new Properties();
    file.setProperty("st-77." + fact, value);
    return Responses.parse("st-77", file);
  }

  private Response response(String id) {
    return responses.byId(id).orElseThrow();
  }
}
