package org.attune.agenda;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A row beside which a page begins or ends. Pages are told apart by rows and not by numbers, so
 * that no row is read twice or passed over because others came or went.
 *
 * @param place its place
 * @param key its key
 * @param back whether the page lies before it
 */
public record Cursor(long place, String key, boolean back) {

  private static final Pattern WORDS = Pattern.compile("([ab])(\\d{1,18})\\.([0-9a-f]{64})");

  /** After this row. */
  static Cursor after(WorkItem row) {
    return new Cursor(placeOf(row), row.key(), false);
  }

  /** Before this row. */
  static Cursor before(WorkItem row) {
    return new Cursor(placeOf(row), row.key(), true);
  }

  /** Its place on the list; of what rests, the microsecond until which it does. */
  static long placeOf(WorkItem row) {
    return row.place()
        .or(() -> row.rest().map(rest -> ChronoUnit.MICROS.between(Instant.EPOCH, rest.until())))
        .orElse(Long.MAX_VALUE);
  }

  /** The place of what rests, as the moment that it is. */
  Instant moment() {
    return Instant.EPOCH.plus(place, ChronoUnit.MICROS);
  }

  /** As a word of an address. */
  public String word() {
    var words = (back ? "b" : "a") + place + "." + key;
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(words.getBytes(StandardCharsets.US_ASCII));
  }

  /** What such a word says; empty when it says nothing. */
  public static Optional<Cursor> of(String word) {
    try {
      var words =
          WORDS.matcher(new String(Base64.getUrlDecoder().decode(word), StandardCharsets.US_ASCII));
      return words.matches()
          ? Optional.of(
              new Cursor(
                  Long.parseLong(words.group(2)), words.group(3), words.group(1).equals("b")))
          : Optional.empty();
    } catch (IllegalArgumentException noSuchWord) {
      return Optional.empty();
    }
  }
}
