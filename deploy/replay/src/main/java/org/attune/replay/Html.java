package org.attune.replay;

import java.util.List;
import java.util.stream.Collectors;

/** The few elements of a page that are used more than once. */
final class Html {

  private Html() {}

  /** Words that are safe within an element. */
  static String escaped(String words) {
    return words
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  static String paragraph(String words) {
    return "<p>" + escaped(words) + "</p>\n";
  }

  /** A paragraph that begins with what it is about. */
  static String labelled(String label, String words) {
    return "<p><strong>" + escaped(label) + "</strong> " + escaped(words) + "</p>\n";
  }

  /** What somebody might say. */
  static String quotation(String words) {
    return "<blockquote>" + escaped(words) + "</blockquote>\n";
  }

  /**
   * A table that can be scrolled by keyboard where it is wider than the page. The first cell of a
   * row names the row.
   */
  static String table(String caption, List<String> heads, List<List<String>> rows) {
    return "<div class=\"table\" role=\"region\" tabindex=\"0\" aria-label=\""
        + escaped(caption)
        + "\">\n<table>\n<caption>"
        + escaped(caption)
        + "</caption>\n<thead><tr>"
        + heads.stream()
            .map(head -> "<th scope=\"col\">" + escaped(head) + "</th>")
            .collect(Collectors.joining())
        + "</tr></thead>\n<tbody>\n"
        + rows.stream().map(Html::row).collect(Collectors.joining())
        + "</tbody>\n</table>\n</div>\n";
  }

  private static String row(List<String> cells) {
    var row = new StringBuilder("<tr><th scope=\"row\">").append(escaped(cells.get(0)));
    row.append("</th>");
    cells.stream()
        .skip(1)
        .forEach(cell -> row.append("<td>").append(escaped(cell)).append("</td>"));
    return row.append("</tr>\n").toString();
  }
}
