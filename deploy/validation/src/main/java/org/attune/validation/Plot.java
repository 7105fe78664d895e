package org.attune.validation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Rules as points in a plane: what they cost to the right, what they find upwards. */
final class Plot {

  private static final int WIDTH = 720;
  private static final int HEIGHT = 420;
  private static final int LEFT = 60;
  private static final int TOP = 40;
  private static final int FLOOR = 360;
  private static final int RIGHT = 690;
  private static final double LEAST = 0.5;
  private static final double MOST = 32;

  /** Where the name of a point stands; ours stand to the left, in green. */
  enum Label {
    LEFT(-8, 4),
    RIGHT(8, 4),
    BELOW(-4, 18);

    private final int across;
    private final int down;

    Label(int across, int down) {
      this.across = across;
      this.down = down;
    }
  }

  private final String title;
  private final String across;
  private final String upwards;
  private final List<String> points = new ArrayList<>();

  Plot(String title, String across, String upwards) {
    this.title = title;
    this.across = across;
    this.upwards = upwards;
  }

  void point(String name, Performance figures, Label label) {
    double x = x(100 * figures.falseAlarms().value());
    double y = y(100 * figures.hits().get(Performance.MIDDLE).value());
    points.add(
        String.format(
            Locale.ROOT,
            "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"5\" fill=\"%s\"/>"
                + "<text x=\"%.1f\" y=\"%.1f\" font-size=\"12\" text-anchor=\"%s\">%s</text>",
            x,
            y,
            label == Label.LEFT ? "#0b6e4f" : "#888888",
            x + label.across,
            y + label.down,
            label == Label.LEFT ? "end" : "start",
            name));
  }

  private static double x(double perHundred) {
    double share = Math.log(Math.max(LEAST, perHundred) / LEAST) / Math.log(MOST / LEAST);
    return LEFT + (RIGHT - LEFT) * Math.min(1, share);
  }

  private static double y(double percent) {
    return FLOOR - (FLOOR - TOP) * percent / 100;
  }

  String svg() {
    var svg = new StringBuilder();
    svg.append(
        String.format(
            Locale.ROOT,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\""
                + " height=\"%d\" font-family=\"sans-serif\" role=\"img\" aria-label=\"%s\">%n",
            WIDTH,
            HEIGHT,
            WIDTH,
            HEIGHT,
            title));
    svg.append("<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n");
    text(svg, LEFT, 24, 15, title);
    text(svg, LEFT, HEIGHT - 12, 12, across);
    text(svg, 8, TOP - 4, 12, upwards);
    for (int percent = 0; percent <= 100; percent += 20) {
      line(svg, LEFT, y(percent), RIGHT, y(percent));
      text(svg, 24, y(percent) + 4, 12, String.valueOf(percent));
    }
    for (double tick = LEAST; tick <= MOST; tick *= 2) {
      line(svg, x(tick), TOP, x(tick), FLOOR);
      text(svg, x(tick) - 6, FLOOR + 18, 12, tick < 1 ? "0.5" : String.valueOf((int) tick));
    }
    points.forEach(point -> svg.append(point).append('\n'));
    return svg.append("</svg>\n").toString();
  }

  private static void text(StringBuilder svg, double x, double y, int size, String text) {
    svg.append(
        String.format(
            Locale.ROOT,
            "<text x=\"%.1f\" y=\"%.1f\" font-size=\"%d\">%s</text>%n",
            x,
            y,
            size,
            text));
  }

  private static void line(StringBuilder svg, double x, double y, double toX, double toY) {
    svg.append(
        String.format(
            Locale.ROOT,
            "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"#dddddd\"/>%n",
            x,
            y,
            toX,
            toY));
  }
}
