package org.attune.fhir;

import java.time.Instant;
import java.time.LocalDate;

/**
 * A whole moment, written as nearly all are: {@code 2026-03-02T09:00:00+01:00}, with or without a
 * fraction of a second. Whatever else may be a moment is for others to judge.
 */
public final class PlainMoment {

  private static final String FORM = "dddd-dd-ddTdd:dd:dd";
  private static final int MOST_DIGITS = 9;

  /** How many days a month has in every year. */
  private static final int[] DAYS = {0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

  private static final long DAY = 86_400;

  private PlainMoment() {}

  /** The moment that a text stands for; ask first whether it {@link #is} one. */
  static Instant instant(String text) {
    int year = number(text, 0) * 100 + number(text, 2);
    long day = LocalDate.of(year, number(text, 5), number(text, 8)).toEpochDay();
    int second = number(text, 11) * 3_600 + number(text, 14) * 60 + number(text, 17);
    int zone = afterSeconds(text);
    return Instant.ofEpochSecond(day * DAY + second - offset(text, zone), nanos(text, zone));
  }

  private static int offset(String text, int zone) {
    char sign = text.charAt(zone);
    if (sign == 'Z') {
      return 0;
    }
    int seconds = number(text, zone + 1) * 3_600 + number(text, zone + 4) * 60;
    return sign == '-' ? -seconds : seconds;
  }

  private static int nanos(String text, int zone) {
    int nanos = 0;
    for (int digit = 1; digit <= MOST_DIGITS; digit++) {
      int at = FORM.length() + digit;
      nanos = nanos * 10 + (at < zone ? text.charAt(at) - '0' : 0);
    }
    return nanos;
  }

  /** Whether a text is a whole moment that no reader could refuse. */
  public static boolean is(String text) {
    int zone = afterSeconds(text);
    return zone > 0 && zoned(text, zone) && possible(text);
  }

  private static int afterSeconds(String text) {
    if (text.length() <= FORM.length() || !formed(text, 0, FORM)) {
      return -1;
    }
    int at = FORM.length();
    if (text.charAt(at) != '.') {
      return at;
    }
    int first = at + 1;
    for (at = first; at < text.length() && digit(text.charAt(at)); ) {
      at++;
    }
    return at > first && at - first <= MOST_DIGITS ? at : -1;
  }

  private static boolean zoned(String text, int at) {
    if (at >= text.length()) {
      return false;
    }
    char sign = text.charAt(at);
    if (sign == 'Z') {
      return text.length() == at + 1;
    }
    return (sign == '+' || sign == '-')
        && text.length() == at + "+01:00".length()
        && formed(text, at + 1, "dd:dd")
        && number(text, at + 1) <= 13
        && number(text, at + 4) <= 59;
  }

  // Whether a year has a 29th of February is left to those who know.
  private static boolean possible(String text) {
    int month = number(text, 5);
    int day = number(text, 8);
    return text.charAt(0) != '0'
        && month >= 1
        && month <= 12
        && day >= 1
        && day <= DAYS[month]
        && number(text, 11) <= 23
        && number(text, 14) <= 59
        && number(text, 17) <= 59;
  }

  private static boolean formed(String text, int from, String form) {
    for (int i = 0; i < form.length(); i++) {
      char wanted = form.charAt(i);
      char found = text.charAt(from + i);
      if (wanted == 'd' ? !digit(found) : wanted != found) {
        return false;
      }
    }
    return true;
  }

  private static boolean digit(char c) {
    return c >= '0' && c <= '9';
  }

  private static int number(String text, int at) {
    return (text.charAt(at) - '0') * 10 + text.charAt(at + 1) - '0';
  }
}
