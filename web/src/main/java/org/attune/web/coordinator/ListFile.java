package org.attune.web.coordinator;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.attune.worklist.WorklistCopy;
import org.attune.worklist.WorklistCopy.Column;
import org.attune.worklist.WorklistCopy.Line;
import org.attune.worklist.WorklistCopy.Resting;
import org.jspecify.annotations.Nullable;

/**
 * A copy of a worklist as a file of lines (RFC 4180) that spreadsheets open: first who took it,
 * then the names of the columns. No cell of it can become a formula.
 */
final class ListFile {

  /** What a spreadsheet would reckon with. */
  private static final Pattern FORMULA = Pattern.compile("^[=+\\-@\\t\\r\\n]");

  /** So that spreadsheets know how its letters are written. */
  private static final String MARK = "\uFEFF";

  private final WorklistCopy copy;
  private final String between;

  ListFile(WorklistCopy copy) {
    this.copy = copy;
    // Where a comma parts whole numbers, spreadsheets part cells by semicolons.
    this.between = copy.locale().getLanguage().equals(Locale.GERMAN.getLanguage()) ? ";" : ",";
  }

  byte[] bytes() {
    var lines =
        Stream.of(
                Stream.of(List.of(copy.account())),
                Stream.ofNullable(copy.leftOut()).map(List::of),
                Stream.of(Stream.of(Column.values()).map(copy.heads()::get).toList()),
                copy.lines().stream().map(this::cells))
            .flatMap(each -> each);
    return (MARK + lines.map(this::line).collect(Collectors.joining()))
        .getBytes(StandardCharsets.UTF_8);
  }

  private List<String> cells(Line line) {
    return Stream.of(Column.values()).map(column -> cell(line, column)).toList();
  }

  private String cell(Line line, Column column) {
    return switch (column) {
      case CLIENT -> text(line.client().name());
      case BORN -> text(line.client().birthDate());
      case NUMBER -> text(line.client().recordNumber());
      case MATTER -> line.matter();
      case LEVEL -> line.level();
      case SIGNAL -> line.signal();
      case SENTENCE -> line.sentence();
      case SINCE -> day(line.since());
      case DAYS -> Long.toString(line.days());
      case SEEN -> line.seen();
      case OWNER -> text(line.owner());
      case STEP -> line.step();
      case DUE -> day(line.due());
      case RESTS_UNTIL -> rests(line.rests());
    };
  }

  private static String text(@Nullable Object known) {
    return known == null ? "" : known.toString();
  }

  private String rests(@Nullable Resting rests) {
    return rests == null ? "" : day(rests.until()) + " (" + rests.because() + ")";
  }

  private String day(@Nullable Instant moment) {
    return moment == null ? "" : moment.atZone(copy.zone()).toLocalDate().toString();
  }

  private String line(List<String> cells) {
    return cells.stream().map(ListFile::quoted).collect(Collectors.joining(between, "", "\r\n"));
  }

  private static String quoted(String cell) {
    var harmless = FORMULA.matcher(cell).find() ? "'" + cell : cell;
    return '"' + harmless.replace("\"", "\"\"") + '"';
  }
}
