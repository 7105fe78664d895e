package org.attune.validation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One part of the page: prose, tables and the targets it answers to. */
final class Chapter {

  private final String part;
  private final StringBuilder text = new StringBuilder();
  private final List<Target> targets = new ArrayList<>();

  Chapter(String part, String title) {
    this.part = part;
    text.append("## ").append(part).append(" · ").append(title).append("\n\n");
  }

  Chapter say(String... sentences) {
    text.append(String.join(" ", sentences)).append("\n\n");
    return this;
  }

  Chapter table(List<String> head, List<List<String>> rows) {
    row(head);
    row(Collections.nCopies(head.size(), "---"));
    rows.forEach(this::row);
    text.append('\n');
    return this;
  }

  private void row(List<String> cells) {
    text.append("| ").append(String.join(" | ", cells)).append(" |\n");
  }

  /** A target that is met today and must stay so. */
  Chapter target(String what, String aim, String found, boolean met) {
    return target(what, aim, found, met, null);
  }

  /** A target that is missed today, with the reason; it may be met one day. */
  Chapter target(String what, String aim, String found, boolean met, @Nullable String knownMiss) {
    targets.add(new Target(part, what, aim, found, met, knownMiss));
    return this;
  }

  List<Target> targets() {
    return targets;
  }

  String text() {
    return text.toString();
  }

  static String number(double value, int digits) {
    return String.format(Locale.ROOT, "%." + digits + "f", value);
  }

  static List<String> row(Object... cells) {
    return Arrays.stream(cells).map(String::valueOf).toList();
  }
}
