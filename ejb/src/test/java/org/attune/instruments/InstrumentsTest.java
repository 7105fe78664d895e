package org.attune.instruments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.attune.settings.Setting;
import org.attune.settings.SettingRejected;
import org.attune.settings.Settings;
import org.attune.therapy.Instrument;
import org.attune.therapy.Instrument.Comparator;
import org.attune.therapy.Instrument.CutOff;
import org.attune.therapy.Instrument.Figure;
import org.attune.therapy.InstrumentId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InstrumentsTest {

  private static final String OWN =
      """
      name=Our own scale
      kind=OUTCOME
      direction=lower-is-better
      minimum=0
      maximum=20
      canonicals=https://hospital.example/fhir/Questionnaire/own
      totals=sum
      missing-allowed=0
      licence=Ours.
      """;

  @TempDir Path folder;

  private static Instrument shipped(String id) {
    return new Instruments().byId(new InstrumentId(id)).orElseThrow();
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }

  /** As the container makes it, with the folder set. */
  private static Instruments with(String folder) {
    return new Instruments(
        new Settings() {
          @Override
          public <T> T get(Setting<T> setting) {
            return setting.parse().apply(folder).orElseThrow();
          }
        });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "phq-9", "gad-7", "srs", "wai-sr", "sai", "calpas", "ors", "oq-45", "core-10", "gbo", "hrs",
        "trs", "urica"
      })
  void every_shipped_instrument_says_under_what_terms_it_is_used(String id) {
    assertThat(shipped(id).licence()).isNotBlank();
    assertThat(shipped(id).totals()).isNotEmpty();
    assertThat(new Instruments().named("https://attune.org/fhir/CodeSystem/instrument|" + id))
        .isEqualTo(
            id.equals("phq-9") || id.equals("gad-7") ? Optional.empty() : Optional.of(shipped(id)));
  }

  @ParameterizedTest
  @CsvSource({
    "wai-sr, ALLIANCE, true",
    "sai, ALLIANCE, true",
    "calpas, ALLIANCE, true",
    "ors, OUTCOME, true",
    "oq-45, OUTCOME, false",
    "core-10, OUTCOME, false",
    "gbo, GOALS, true",
    "hrs, HOMEWORK, true",
    "trs, REACTANCE, false",
    "urica, READINESS, true"
  })
  void an_instrument_says_what_it_measures_and_which_way_is_better(
      String id, Instrument.Kind kind, boolean higher) {
    assertThat(shipped(id).kind()).isEqualTo(kind);
    assertThat(shipped(id).higherIsBetter()).isEqualTo(higher);
  }

  @Test
  void items_that_make_up_a_sum_span_the_range_of_the_total() {
    for (Instrument each : new Instruments().all()) {
      if (!each.items().isEmpty() && each.combining() == Instrument.Combining.SUM) {
        double lowest = 0;
        double highest = 0;
        for (Instrument.Item item : each.items()) {
          double one = item.weight() * item.minimum();
          double other = item.weight() * item.maximum();
          lowest += Math.min(one, other);
          highest += Math.max(one, other);
        }
        assertThat(lowest).as(each.name()).isEqualTo(each.minimum());
        assertThat(highest).as(each.name()).isEqualTo(each.maximum());
      }
    }
  }

  @Test
  void a_cut_off_says_whether_the_line_itself_belongs_to_it() {
    var below = Objects.requireNonNull(shipped("srs").cutOff());
    assertThat(below.comparator()).isEqualTo(Comparator.BELOW);
    assertThat(below.reachedBy(36)).isFalse();
    assertThat(below.reachedBy(35.9)).isTrue();
    assertThat(new CutOff(36, Comparator.AT_OR_BELOW, "").reachedBy(36)).isTrue();
    assertThat(new CutOff(64, Comparator.AT_OR_ABOVE, "").reachedBy(64)).isTrue();
    assertThat(new CutOff(64, Comparator.ABOVE, "").reachedBy(64)).isFalse();
  }

  @Test
  void a_figure_without_a_source_is_marked_and_one_with_a_source_is_not() {
    assertThat(shipped("core-10").unverified()).containsExactly(Figure.RELIABLE_CHANGE);
    assertThat(shipped("oq-45").unverified()).containsExactly(Figure.CUT_OFF);
    assertThat(shipped("sai").unverified()).containsExactly(Figure.RANGE);
    assertThat(shipped("calpas").unverified()).containsExactly(Figure.RANGE, Figure.PARTS);
    assertThat(shipped("phq-9").unverified()).isEmpty();
    assertThat(new Instruments().all())
        .filteredOn(each -> named(each).contains("from memory"))
        .allSatisfy(each -> assertThat(each.unverified()).isNotEmpty());
  }

  private static String named(Instrument instrument) {
    return Stream.of(
            Optional.ofNullable(instrument.reliableChange()).map(change -> change.source()),
            Optional.ofNullable(instrument.cutOff()).map(line -> line.source()))
        .flatMap(Optional::stream)
        .collect(Collectors.joining(" "));
  }

  @Test
  void the_best_score_is_the_highest_or_the_lowest_as_the_instrument_counts() {
    assertThat(shipped("srs").best()).isEqualTo(40);
    assertThat(shipped("phq-9").best()).isZero();
  }

  @Test
  void a_hospital_adds_files_of_its_own_and_one_with_a_shipped_id_takes_its_place()
      throws IOException {
    write("own.properties", OWN);
    write("srs.properties", OWN.replace("/own", "/srs").replace("20", "100"));
    write("readme.txt", "not an instrument");
    var instruments = with(folder.toString());
    assertThat(instruments.named("https://hospital.example/fhir/Questionnaire/own|2.0"))
        .hasValueSatisfying(own -> assertThat(own.maximum()).isEqualTo(20));
    assertThat(instruments.byId(new InstrumentId("srs")))
        .hasValueSatisfying(srs -> assertThat(srs.maximum()).isEqualTo(100));
    assertThat(instruments.named("https://attune.org/fhir/Questionnaire/srs-scores")).isEmpty();
    assertThat(instruments.all()).hasSize(new Instruments().all().size() + 1);
  }

  @Test
  void without_a_folder_there_is_what_is_shipped() {
    assertThat(with("").all()).isEqualTo(new Instruments().all());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "name= | name is missing",
        "kind=MOOD | kind is not a word that is known; use one of alliance",
        "direction=up | direction is not a word",
        "maximum=twenty | maximum is not a number",
        "maximum=NaN | maximum is not a number",
        "maximum=-1 | maximum is less than 0.0",
        "missing-allowed=1 | missing-allowed is no whole number",
        "unverified=moods | unverified is not a word that is known; use one of range",
        "licens=x | licens is no key of an instrument",
        "item.2=q2 | item.2 comes after a gap",
        "item.1=q1 | item.minimum is missing",
        "part.risk=q1 | part.risk.minimum is missing",
        "cut-off=3 | cut-off.comparator is missing",
        "reliable-change=3 | reliable-change.source is missing",
        "canonicals=https://attune.org/fhir/Questionnaire/srs-scores | both claim https://attune.org",
        "name=\\u00g | cannot be read"
      })
  void a_broken_file_stops_the_start_with_a_sentence_that_names_file_key_and_cure(
      String line, String said) throws IOException {
    write("own.properties", OWN + line);
    assertThatThrownBy(() -> with(folder.toString()))
        .isInstanceOf(SettingRejected.class)
        .hasMessageContaining("own")
        .hasMessageContaining(said)
        .hasMessageEndingWith(".");
  }

  @Test
  void a_folder_that_is_none_and_a_name_that_is_no_id_are_named() throws IOException {
    assertThatThrownBy(() -> with(folder.resolve("nowhere").toString()))
        .isInstanceOf(SettingRejected.class)
        .hasMessageContaining("attune.instruments.folder")
        .hasMessageContaining("nowhere");
    write("Our Scale.properties", OWN);
    assertThatThrownBy(() -> with(folder.toString()))
        .isInstanceOf(SettingRejected.class)
        .hasMessageContaining("Our Scale.properties");
  }
}
