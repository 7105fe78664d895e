package org.attune.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReplayTest {

  private static final Clock PRESENT =
      Clock.fixed(Instant.parse("2026-06-01T00:00:00Z"), ZoneOffset.UTC);
  private static final List<String> FILES =
      List.of("signals.ndjson", "gaps.ndjson", "norms.json", "summary.json", "report.html");

  @TempDir private Path folder;
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private Path in = Path.of("");
  private Path out = Path.of("");

  @BeforeEach
  void export() throws IOException {
    in = Export.ofStories().writeTo(folder.resolve("in"));
    out = folder.resolve("out");
  }

  private int replay(Path from, Path to, String... more) {
    var words =
        new ArrayList<>(
            List.of(
                "--in", from.toString(),
                "--out", to.toString(),
                "--settings", in.resolve("site.properties").toString()));
    words.addAll(Arrays.asList(more));
    return run(words);
  }

  private int run(List<String> words) {
    said.reset();
    return Replay.run(words, new PrintStream(said, true, StandardCharsets.UTF_8), false, PRESENT);
  }

  private String said() {
    return said.toString(StandardCharsets.UTF_8);
  }

  private static String read(Path file) throws IOException {
    return Files.readString(file);
  }

  @Test
  void each_story_raises_its_signal_and_the_quiet_course_none() throws IOException {
    assertThat(replay(in, out)).isZero();
    var signals = Files.readAllLines(out.resolve("signals.ndjson"));
    assertThat(signals).isSorted();
    assertThat(signals).filteredOn(line -> line.contains("\"p1\"")).hasSize(1);
    assertThat(signals.get(0))
        .startsWith("{\"patient\":\"p1\",\"course\":\"individual#1\"")
        .contains(
            "\"detector\":\"attendance-change\"",
            "\"clearedAt\":null",
            "\"evidence\":[\"Appointment/p1-a",
            "\"text\":\"");
    assertThat(signals).anyMatch(line -> line.contains("\"p2\"") && line.contains("service-first"));
    assertThat(signals).anyMatch(line -> line.contains("\"p3\"") && line.contains("alliance-drop"));
    assertThat(signals).noneMatch(line -> line.contains("\"p4\""));
    assertThat(read(out.resolve("summary.json"))).contains("\"clients\" : 8", "\"sessions\" : 112");
  }

  @Test
  void each_signal_comes_with_what_to_try_and_with_other_explanations() throws IOException {
    replay(in, out);
    var signals = Files.readAllLines(out.resolve("signals.ndjson"));
    assertThat(signals)
        .allMatch(
            line ->
                line.matches(
                    ".*\"suggestions\":\\[(\"st-\\d\\d\",?){2,3}],\"otherExplanations\":\\[\".+\"]}"));
    assertThat(signals)
        .filteredOn(line -> line.contains("\"p1\""))
        .allMatch(line -> line.contains("\"suggestions\":[\"st-31\",\"st-06\",\"st-27\"]"))
        .allMatch(line -> line.contains("A missed session without a known reason says nothing"));
    assertThat(read(out.resolve("summary.json"))).containsPattern("\"suggestions\" : \\{\\s+\"st-");
  }

  @Test
  void the_report_says_in_words_what_was_suggested_most_often() throws IOException {
    replay(in, out);
    var page = read(out.resolve("report.html"));
    var section = page.substring(page.indexOf("<h3>Fewer sessions take place</h3>"));
    section = section.substring(0, section.indexOf("</section>"));
    assertThat(section)
        .contains(
            "<h4>Ask about culture and world view <small>with 2 of 2 signals</small></h4>",
            "<strong>When it fits.</strong>",
            "<strong>Be careful.</strong>",
            "<strong>Other explanations to consider.</strong> A missed session without");
    assertThat(section)
        .containsSubsequence(
            "<h4>Ask about a missed session with care",
            "<h4>Be curious",
            "<h4>Ask about culture and world view");
    assertThat(section.split("<h4>", -1)).hasSize(4);
    assertThat(section.split("<blockquote>", -1)).hasSize(7);
  }

  @Test
  void nothing_is_raised_before_the_hour_that_tells_of_it() throws IOException {
    replay(in, out);
    var signals = Files.readAllLines(out.resolve("signals.ndjson"));
    var fourthMiss = Export.day(11 * 7.0).toString();
    var secondCancelled = Export.day(9 * 7.0).toString();
    assertThat(signals)
        .filteredOn(line -> line.contains("attendance-change"))
        .isNotEmpty()
        .allMatch(line -> raisedAt(line).compareTo(fourthMiss) <= 0)
        .allMatch(line -> raisedAt(line).endsWith("T09:00:00Z"));
    assertThat(signals)
        .filteredOn(line -> line.contains("service-first"))
        .isNotEmpty()
        .allMatch(line -> raisedAt(line).equals(secondCancelled));
  }

  private static String raisedAt(String line) {
    return line.replaceAll(".*\"raisedAt\":\"([^\"]*)\".*", "$1");
  }

  @Test
  void the_order_of_lines_compression_and_threads_change_no_byte() throws IOException {
    replay(in, out, "--threads", "1");
    var other = Files.createDirectories(folder.resolve("other"));
    for (var type : Export.ofStories().lines().entrySet()) {
      var shuffled = new ArrayList<>(type.getValue());
      Collections.shuffle(shuffled, new Random(7));
      int half = shuffled.size() / 2;
      Export.zip(other.resolve(type.getKey() + "-2.ndjson.gz"), shuffled.subList(0, half));
      Files.write(
          other.resolve("1." + type.getKey() + ".ndjson"), shuffled.subList(half, shuffled.size()));
    }
    assertThat(replay(other, folder.resolve("again"), "--threads", "5")).isZero();
    for (var name : FILES) {
      assertThat(read(folder.resolve("again").resolve(name)))
          .as(name)
          .isEqualTo(read(out.resolve(name)));
    }
  }

  @Test
  void a_record_that_comes_twice_counts_once() throws IOException {
    replay(in, out);
    Files.copy(in.resolve("Appointment.ndjson"), in.resolve("Appointment.2.ndjson"));
    replay(in, folder.resolve("again"));
    assertThat(read(folder.resolve("again").resolve("signals.ndjson")))
        .isEqualTo(read(out.resolve("signals.ndjson")));
  }

  @Test
  void bad_lines_are_told_by_file_and_line_and_never_stop_it() throws IOException {
    Files.writeString(
        in.resolve("Encounter.ndjson"),
        "{\"resourceType\":\"Encounter\",\"note\":\"Secret Name\"\n\n[]\n",
        StandardOpenOption.APPEND);
    long lines = Files.readAllLines(in.resolve("Encounter.ndjson")).size();
    assertThat(replay(in, out)).isEqualTo(3);
    assertThat(Files.readAllLines(out.resolve("gaps.ndjson")))
        .hasSize(2)
        .allMatch(line -> line.startsWith("{\"file\":\"Encounter.ndjson\",\"line\":"))
        .anyMatch(line -> line.contains("\"line\":" + (lines - 2) + ","))
        .anyMatch(line -> line.contains("\"line\":" + lines + ","));
    assertThat(said()).contains("2 lines", "Encounter.ndjson").doesNotContain("Secret");
    assertThat(read(out.resolve("gaps.ndjson"))).doesNotContain("Secret");
    assertThat(Files.readAllLines(out.resolve("signals.ndjson"))).isNotEmpty();
  }

  @Test
  void a_compressed_file_that_breaks_off_is_a_bad_line() throws IOException {
    var whole = folder.resolve("whole.gz");
    Export.zip(whole, Export.ofStories().lines("Appointment"));
    var bytes = Files.readAllBytes(whole);
    Files.write(in.resolve("Appointment-2.ndjson.gz"), Arrays.copyOf(bytes, bytes.length / 2));
    assertThat(replay(in, out)).isEqualTo(3);
    assertThat(read(out.resolve("gaps.ndjson"))).contains("Appointment-2.ndjson.gz");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "attune.alliance-drop.limit=9 | attune.alliance-drop.limit is \"9\"; it must be",
        "attune.alliance-dorp.limit=2 | did you mean attune.alliance-drop.limit?",
        "attune.scope.services= | set attune.scope.services",
        "attune.hospital.zone=Mars | attune.hospital.zone is \"Mars\""
      })
  void a_wrong_setting_ends_it_with_a_sentence_that_names_it(String line, String sentence)
      throws IOException {
    Files.writeString(in.resolve("site.properties"), line + "\n", StandardOpenOption.APPEND);
    assertThat(replay(in, out)).isEqualTo(2);
    assertThat(said()).contains(sentence);
    assertThat(out.resolve("signals.ndjson")).doesNotExist();
  }

  @Test
  void a_setting_that_only_the_server_reads_is_no_mistake() throws IOException {
    Files.writeString(
        in.resolve("site.properties"),
        "attune.review.every-seconds=30\nattune.client-voice.recipient=Practitioner/1\n",
        StandardOpenOption.APPEND);
    assertThat(replay(in, out)).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "--every hour, --every must be change or day",
    "--from x, There is no option --from",
    "--zone Mars, --zone",
    "--threads 0, --threads must be"
  })
  void an_option_that_is_not_understood_ends_it_with_a_sentence(String options, String sentence) {
    assertThat(replay(in, out, options.split(" ", -1))).isEqualTo(2);
    assertThat(said()).contains(sentence);
  }

  @Test
  void help_tells_the_exit_codes_and_no_words_at_all_ask_for_some() {
    assertThat(run(List.of("--help"))).isZero();
    assertThat(said()).contains("It ends with 0", "3 when", "4 when", "2 when", "1 when");
    assertThat(run(List.of())).isEqualTo(2);
  }

  @Test
  void an_export_without_psychotherapy_says_so() throws IOException {
    assertThat(replay(Files.createDirectories(folder.resolve("empty")), out)).isEqualTo(4);
    Files.writeString(
        in.resolve("site.properties"),
        "attune.scope.services=https://h/service|dentist=teeth\n",
        StandardOpenOption.APPEND);
    assertThat(replay(in, out)).isEqualTo(4);
    assertThat(said()).contains("attune.scope.services");
  }

  @Test
  void a_folder_that_is_not_there_fails() {
    assertThat(replay(folder.resolve("nowhere"), out)).isEqualTo(1);
    assertThat(said()).contains("--in");
  }

  @Test
  void a_site_brings_its_own_instrument_and_a_wrong_one_is_named() throws IOException {
    var own = Files.createDirectories(folder.resolve("own"));
    Files.writeString(own.resolve("own.properties"), "name=Own\n");
    assertThat(replay(in, out, "--instruments", own.toString())).isEqualTo(2);
    assertThat(said()).contains("own.properties: minimum is missing");
  }

  @Test
  void looking_once_a_day_raises_at_the_beginning_of_a_day() throws IOException {
    assertThat(replay(in, out, "--every", "day")).isZero();
    assertThat(Files.readAllLines(out.resolve("signals.ndjson")))
        .isNotEmpty()
        .allMatch(
            line -> raisedAt(line).endsWith("T00:00:00Z") || line.contains("\"clearedAt\":null"));
  }

  @Test
  void figures_of_an_earlier_replay_that_are_given_come_to_the_same() throws IOException {
    replay(in, out);
    var again = folder.resolve("again");
    assertThat(replay(in, again, "--norms", out.resolve("norms.json").toString())).isZero();
    for (var name : List.of("signals.ndjson", "gaps.ndjson", "norms.json")) {
      assertThat(read(again.resolve(name))).as(name).isEqualTo(read(out.resolve(name)));
    }
    assertThat(read(out.resolve("summary.json"))).contains("\"norms\" : \"counted\"");
    assertThat(read(again.resolve("summary.json"))).contains("\"norms\" : \"given\"");
    assertThat(read(again.resolve("report.html"))).contains("They were given");
  }

  @Test
  void what_is_raised_rests_on_the_figures_that_are_given_for_the_day() throws IOException {
    var steady = norms("{\"srs\":0.5}");
    var restless = norms("{\"srs\":30}");
    var file = folder.resolve("norms.json");
    Files.writeString(file, "{\"2020-01-01\":" + restless + "}");
    assertThat(replay(in, out, "--norms", file.toString())).isZero();
    assertThat(read(out.resolve("signals.ndjson"))).doesNotContain("alliance-drop");
    var day = Export.day(12 * 7 + 2).toString().substring(0, 10);
    Files.writeString(file, "{\"2026-01-01\":" + restless + ",\"" + day + "\":" + steady + "}");
    assertThat(replay(in, out, "--norms", file.toString())).isZero();
    assertThat(Files.readAllLines(out.resolve("signals.ndjson")))
        .filteredOn(line -> line.contains("alliance-drop"))
        .isNotEmpty()
        .allMatch(line -> raisedAt(line).compareTo(day) > 0);
  }

  private static String norms(String spread) {
    return "{\"missRate\":0.12,\"reasonsCoded\":0,\"formsReturned\":0,\"withinPersonSd\":"
        + spread
        + ",\"lowCentile\":{}}";
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '#',
      value = {
        "| it holds no day",
        "{} | it holds no day",
        "[1] | it holds no day",
        "{\"2026-01-01\": | it is no JSON from line 1",
        "{\"2026-01-01\":FIGURES,\"2026-01-01\":FIGURES} | it is no JSON from line 1",
        "{\"January\":FIGURES} | \"January\" is no day such as",
        "{\"2026-01-01\":{\"missRate\":0.1}} | 2026-01-01 must hold formsReturned,",
        "{\"2026-01-01\":7} | 2026-01-01 must hold formsReturned,",
        "{\"2026-01-01\":FIGURES:0.12=1.2} | missRate of 2026-01-01 must be a number from 0 to 1",
        "{\"2026-01-01\":FIGURES:0.12=\"a\"} | missRate of 2026-01-01 must be a number from 0 to 1",
        "{\"2026-01-01\":FIGURES:{}={\"no-such\":3}} | names the instrument no-such, which is not",
        "{\"2026-01-01\":FIGURES:{}=[]} | lowCentile of 2026-01-01 must hold a number for each",
        "{\"2026-01-01\":FIGURES:{}={\"srs\":\"a\"}} | lowCentile of 2026-01-01 must hold a number",
        "{\"2026-01-01\":FIGURES:2.5=0} | withinPersonSd of 2026-01-01 must hold numbers above 0"
      })
  void figures_that_cannot_be_used_end_it_with_a_sentence_that_says_why(
      @Nullable String page, String sentence) throws IOException {
    var file = folder.resolve("norms.json");
    Files.writeString(file, filled(page == null ? "" : page));
    assertThat(replay(in, out, "--norms", file.toString())).isEqualTo(2);
    assertThat(said().lines()).hasSize(1);
    assertThat(said()).contains("norms.json cannot be used: ", sentence, "with --norms.");
    assertThat(out.resolve("signals.ndjson")).doesNotExist();
  }

  /** {@code FIGURES:a=b} stands for figures in which a is replaced by b. */
  private static String filled(String page) {
    var figures = norms("{\"srs\":2.5}");
    var change = Pattern.compile("FIGURES:([^=]*)=(.*)}").matcher(page);
    return change.find()
        ? page.substring(0, change.start())
            + figures.replace(change.group(1), change.group(2))
            + "}"
        : page.replace("FIGURES", figures);
  }

  @Test
  void a_file_of_figures_that_is_not_there_is_named() {
    assertThat(replay(in, out, "--norms", folder.resolve("none.json").toString())).isEqualTo(2);
    assertThat(said()).contains("none.json cannot be used");
  }

  @Test
  void it_ends_at_the_very_moment_that_is_asked_for() throws IOException {
    var miss = Export.day(8 * 7.0);
    replay(in, out, "--until", miss.minusMillis(1).toString());
    var before = read(out.resolve("summary.json"));
    replay(in, out, "--until", miss.toString());
    assertThat(before).contains("\"sessions\" : 64", "T08:59:59.999Z");
    assertThat(read(out.resolve("summary.json"))).contains("\"sessions\" : 72");
    assertThat(replay(in, out, "--until", "yesterday")).isEqualTo(2);
    assertThat(said()).contains("--until must be a moment such as 2026-01-31T23:00:00Z");
  }

  @Test
  void what_is_held_back_is_counted_with_the_holding_back_switched_off() throws IOException {
    var export = Export.ofStories();
    export.patient("h");
    for (int week = 0; week < 12; week++) {
      var ours = week == 9 || week == 10;
      var missed = week == 6 || week == 7 || week == 8;
      export.booking(
          "h",
          week * 7,
          ours ? "cancelled" : missed ? "noshow" : "fulfilled",
          ours ? "prov" : null);
    }
    export.writeTo(in);
    assertThat(replay(in, out)).isZero();
    assertThat(read(out.resolve("signals.ndjson"))).contains("held-back-by service-first");
    assertThat(read(out.resolve("summary.json")))
        .containsPattern("\"withoutSuppression\" : \\{\\s+(?s:.*)\"service-first\" : \\{\\s+\"all");
  }

  @Test
  void the_report_names_no_client_and_has_a_table_for_each_plot() throws IOException {
    replay(in, out);
    var page = read(out.resolve("report.html"));
    assertThat(page).doesNotContain("\"p1", "Appointment/");
    int plots = page.split("<svg role=\"img\"", -1).length - 1;
    assertThat(plots).isEqualTo(page.split("<desc id=", -1).length - 1).isGreaterThan(1);
    assertThat(page.split("<caption>", -1).length - 1).isGreaterThanOrEqualTo(plots);
    assertThat(page).contains("<html lang=\"en\">", "Fewer sessions take place");
  }

  @Test
  void the_report_is_in_the_language_of_the_record() throws IOException {
    Files.writeString(
        in.resolve("site.properties"),
        "attune.write-back.language=de\n",
        StandardOpenOption.APPEND);
    replay(in, out);
    assertThat(read(out.resolve("report.html")))
        .contains("<html lang=\"de\">", "Was gemeldet worden wäre");
  }

  @Test
  void nothing_of_the_clients_is_left_beside_the_results() throws IOException {
    replay(in, out);
    try (var left = Files.list(out)) {
      assertThat(left.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(FILES);
    }
  }
}
