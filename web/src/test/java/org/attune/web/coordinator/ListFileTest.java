package org.attune.web.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import org.attune.access.Banner;
import org.attune.worklist.WorklistCopy;
import org.attune.worklist.WorklistCopy.Column;
import org.attune.worklist.WorklistCopy.Line;
import org.attune.worklist.WorklistCopy.Resting;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ListFileTest {

  private static final Instant LATE = Instant.parse("2026-11-22T23:30:00Z");

  private static Line line(Banner client, String sentence, @Nullable String owner) {
    return line(client, sentence, owner, null);
  }

  private static Line line(
      Banner client, String sentence, @Nullable String owner, @Nullable Resting rests) {
    return new Line(
        client,
        "Sessions",
        "Good to know",
        "A change",
        sentence,
        LATE,
        3,
        "no",
        owner,
        "Call",
        null,
        rests);
  }

  private static List<String> lines(Locale locale, @Nullable String leftOut, Line... lines) {
    var heads = new EnumMap<Column, String>(Column.class);
    for (var column : Column.values()) {
      heads.put(column, column.name());
    }
    var copy =
        new WorklistCopy(
            "Worklist",
            "Taken by: Ada",
            leftOut,
            heads,
            List.of(lines),
            locale,
            ZoneId.of("Europe/Berlin"));
    var text = new String(new ListFile(copy).bytes(), StandardCharsets.UTF_8);
    assertThat(text).startsWith("\uFEFF").endsWith("\r\n");
    return List.of(text.substring(1).split("\r\n", -1));
  }

  @Test
  void it_says_first_who_took_it_and_then_one_row_a_line() {
    var ada = new Banner("Łucja \"Lu\" Ågren", LocalDate.of(1988, 3, 7), "0047");
    assertThat(lines(Locale.ENGLISH, null, line(ada, "Fewer, and later.", "Dr Who")))
        .containsExactly(
            "\"Taken by: Ada\"",
            "\"CLIENT\",\"BORN\",\"NUMBER\",\"MATTER\",\"LEVEL\",\"SIGNAL\",\"SENTENCE\",\"SINCE\",\"DAYS\",\"SEEN\",\"OWNER\",\"STEP\",\"DUE\",\"RESTS_UNTIL\"",
            "\"Łucja \"\"Lu\"\" Ågren\",\"1988-03-07\",\"0047\",\"Sessions\",\"Good to know\",\"A"
                + " change\",\"Fewer, and later.\",\"2026-11-23\",\"3\",\"no\",\"Dr"
                + " Who\",\"Call\",\"\",\"\"",
            "");
  }

  @Test
  void what_is_not_known_is_empty_and_what_is_left_out_is_said() {
    var unknown = new Banner(null, null, null);
    assertThat(lines(Locale.GERMAN, "2 fehlen", line(unknown, "x", null)))
        .startsWith("\"Taken by: Ada\"", "\"2 fehlen\"")
        .contains(
            "\"\";\"\";\"\";\"Sessions\";\"Good to know\";\"A"
                + " change\";\"x\";\"2026-11-23\";\"3\";\"no\";\"\";\"Call\";\"\";\"\"");
  }

  @Test
  void what_rests_says_until_when_and_why() {
    var ada = new Banner("Ada", null, null);
    var rests = new Resting(LATE, "the client wrote");
    assertThat(lines(Locale.ENGLISH, null, line(ada, "x", null, rests)).get(2))
        .endsWith(",\"Call\",\"\",\"2026-11-23 (the client wrote)\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1"})
  void no_cell_becomes_a_formula(String text) {
    var client = new Banner(text, null, text);
    var all = String.join("\r\n", lines(Locale.ENGLISH, text, line(client, text, text)));
    assertThat(all.split("\"'" + java.util.regex.Pattern.quote(text) + "\"", -1)).hasSize(6);
    assertThat(all).doesNotContain("\"" + text);
  }
}
