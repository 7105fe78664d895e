package org.attune.replay;

import java.util.List;
import java.util.Locale;

/** Bars as SVG: every bar with its name and its number, so that nothing rests on colour alone. */
final class Plot {

  private static final int WIDTH = 720;
  private static final int NAMES = 270;
  private static final int NUMBERS = 80;
  private static final int ROW = 28;
  private static final int COLUMNS_HEIGHT = 220;

  private Plot() {}

  /**
   * One bar.
   *
   * @param name whose it is
   * @param value how long it is
   * @param number the value in words
   */
  record Bar(String name, double value, String number) {}

  /** Bars from left to right, one below the other. */
  static String rows(String id, String title, String description, List<Bar> bars) {
    int height = bars.size() * ROW + 12;
    double unit = (WIDTH - NAMES - NUMBERS) / most(bars);
    var svg = begun(id, title, description, height);
    for (int i = 0; i < bars.size(); i++) {
      var bar = bars.get(i);
      int y = 6 + i * ROW;
      double length = bar.value() * unit;
      svg.append(text(NAMES - 8, y + 18, "end", bar.name()))
          .append(rectangle(NAMES, y + 4, length, ROW - 8))
          .append(text(NAMES + length + 6, y + 18, "start", bar.number()));
    }
    return line(svg, NAMES, 6, NAMES, height - 6).append("</svg>\n").toString();
  }

  /** Bars from below upward, side by side; every name is shown that has room. */
  static String columns(String id, String title, String description, List<Bar> bars) {
    int height = COLUMNS_HEIGHT + 50;
    double width = (WIDTH - 60.0) / Math.max(1, bars.size());
    double unit = (COLUMNS_HEIGHT - 24) / most(bars);
    int every = (int) Math.ceil(52 / width);
    var svg = begun(id, title, description, height);
    for (int i = 0; i < bars.size(); i++) {
      var bar = bars.get(i);
      double x = 40 + i * width;
      double length = bar.value() * unit;
      svg.append(rectangle(x + 1, COLUMNS_HEIGHT - length, Math.max(1, width - 2), length));
      if (i % every == 0) {
        svg.append(text(x + width / 2, COLUMNS_HEIGHT + 20, "middle", bar.name()))
            .append(text(x + width / 2, COLUMNS_HEIGHT - length - 5, "middle", bar.number()));
      }
    }
    return line(svg, 40, COLUMNS_HEIGHT, WIDTH - 20, COLUMNS_HEIGHT).append("</svg>\n").toString();
  }

  private static double most(List<Bar> bars) {
    return Math.max(1e-9, bars.stream().mapToDouble(Bar::value).max().orElse(0));
  }

  private static StringBuilder begun(String id, String title, String description, int height) {
    return new StringBuilder()
        .append("<svg role=\"img\" viewBox=\"0 0 ")
        .append(WIDTH)
        .append(' ')
        .append(height)
        .append("\" aria-labelledby=\"")
        .append(id)
        .append("-title ")
        .append(id)
        .append("-text\">\n<title id=\"")
        .append(id)
        .append("-title\">")
        .append(Html.escaped(title))
        .append("</title>\n<desc id=\"")
        .append(id)
        .append("-text\">")
        .append(Html.escaped(description))
        .append("</desc>\n");
  }

  private static String rectangle(double x, double y, double width, double height) {
    return String.format(
        Locale.ROOT,
        "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"/>\n",
        x,
        y,
        width,
        height);
  }

  private static String text(double x, double y, String anchor, String words) {
    return String.format(
        Locale.ROOT,
        "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>\n",
        x,
        y,
        anchor,
        Html.escaped(words));
  }

  private static StringBuilder line(StringBuilder svg, int x, int y, int toX, int toY) {
    return svg.append(
        String.format(
            Locale.ROOT, "<line x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\"/>\n", x, y, toX, toY));
  }
}
