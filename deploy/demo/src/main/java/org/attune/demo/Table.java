package org.attune.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Rows of text, drawn with columns as wide as they need to be. */
final class Table {

  private static final int WIDEST = 84;

  private final List<List<String>> rows = new ArrayList<>();

  Table(String... headings) {
    rows.add(List.of(headings));
  }

  void row(String... cells) {
    rows.add(List.of(cells));
  }

  int size() {
    return rows.size() - 1;
  }

  @Override
  public String toString() {
    int columns = rows.get(0).size();
    int[] widths =
        IntStream.range(0, columns)
            .map(
                column ->
                    rows.stream().mapToInt(row -> shown(row.get(column)).length()).max().orElse(0))
            .toArray();
    List<String> lines = new ArrayList<>(rows.stream().map(row -> line(row, widths)).toList());
    lines.add(
        1, IntStream.of(widths).mapToObj("─"::repeat).collect(Collectors.joining("  ", "  ", "")));
    return String.join(System.lineSeparator(), lines);
  }

  private static String line(List<String> row, int[] widths) {
    return IntStream.range(0, row.size())
        .mapToObj(
            column -> {
              var cell = shown(row.get(column));
              return cell + " ".repeat(widths[column] - cell.length());
            })
        .collect(Collectors.joining("  ", "  ", ""))
        .stripTrailing();
  }

  private static String shown(String cell) {
    return cell.length() <= WIDEST ? cell : cell.substring(0, WIDEST - 1) + "…";
  }
}
