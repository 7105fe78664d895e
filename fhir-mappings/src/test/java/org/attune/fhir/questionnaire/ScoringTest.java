package org.attune.fhir.questionnaire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.attune.instruments.Instruments;
import org.attune.therapy.GapReason;
import org.attune.therapy.Instrument;
import org.attune.therapy.InstrumentId;
import org.attune.therapy.Reading;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Type;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A hospital's own instrument: four items in two subscales, one may be missing. */
class ScoringTest {

  @TempDir Path folder;

  private Instrument own;

  @BeforeEach
  void readTheFile() throws IOException {
    Files.writeString(
        folder.resolve("own.properties"),
        """
        name=Our own
        kind=OUTCOME
        direction=lower-is-better
        minimum=0
        maximum=16
        missing-allowed=1
        item.minimum=0
        item.maximum=4
        item.1=a
        item.1.part=first
        item.2=b
        item.2.part=first
        item.3=c
        item.3.part=second
        item.4=d
        item.4.part=second
        totals=sum
        licence=Ours.
        """);
    own = new Instruments(folder).byId(new InstrumentId("own")).orElseThrow();
  }

  private Reading<Scoring.Score> score(Map<String, Integer> answers) {
    return Scoring.score(
        own,
        names ->
            names.stream()
                .flatMap(name -> Stream.ofNullable(answers.get(name)))
                .<Type>map(IntegerType::new)
                .toList(),
        List.of());
  }

  private Scoring.Score scored(Map<String, Integer> answers) {
    if (score(answers) instanceof Reading.Fact<Scoring.Score> fact) {
      return fact.value();
    }
    throw new AssertionError("no score");
  }

  @Test
  void items_add_up_to_their_subscales_and_to_the_total() {
    var score = scored(Map.of("a", 1, "b", 2, "c", 3, "d", 4));
    assertThat(score.total()).isEqualTo(10);
    assertThat(score.parts()).containsEntry("first", 3.0).containsEntry("second", 7.0);
  }

  @Test
  void a_subscale_that_lacks_an_item_is_none_while_the_total_may_be_prorated() {
    var score = scored(Map.of("a", 1, "b", 2, "c", 3));
    assertThat(score.total()).isEqualTo(8);
    assertThat(score.parts()).containsOnlyKeys("first");
  }

  @Test
  void beyond_what_the_file_allows_there_is_no_score() {
    assertThat(score(Map.of("a", 1, "b", 2))).isEqualTo(new Reading.Gap<>(GapReason.NOT_SCORABLE));
  }
}
