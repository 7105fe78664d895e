package org.attune.forms;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.attune.ehr.FormAnswers;
import org.attune.therapy.CheckIn;
import org.attune.therapy.Marker;
import org.attune.therapy.SessionNote.AvoidedBy;
import org.attune.therapy.SessionNote.JustBefore;
import org.attune.therapy.SessionNote.MyPart;
import org.attune.therapy.SessionNote.Observed;
import org.jspecify.annotations.Nullable;

/**
 * The answers of a therapist's note, as the same note is read where it comes from a record: what
 * was left out is unknown, and a marker without an amount was not seen.
 *
 * @param answers such as the form offers
 */
record NotedHere(FormAnswers answers) {

  private static final String MARKER = "marker.";

  private static final List<String> OWN_VIEW =
      List.of("heard", "topics", "pace", "approach", "progress");

  List<Observed> observed() {
    return Arrays.stream(Marker.values()).flatMap(this::observed).toList();
  }

  private Stream<Observed> observed(Marker marker) {
    var name = MARKER + marker.sign();
    return given(name + ".amount")
        .map(Integer::valueOf)
        .map(
            amount ->
                new Observed(
                    marker,
                    amount,
                    choice(name + ".before", JustBefore::valueOf),
                    choice(name + ".my-part", MyPart::valueOf)))
        .stream();
  }

  SortedMap<CheckIn.Item, Integer> ratings() {
    var ratings = new TreeMap<CheckIn.Item, Integer>();
    for (String item : OWN_VIEW) {
      given(item)
          .ifPresent(
              rating -> ratings.put(CheckIn.Item.valueOf(name(item)), Integer.valueOf(rating)));
    }
    return ratings;
  }

  @Nullable Integer distress() {
    return given("distress").map(Integer::valueOf).orElse(null);
  }

  @Nullable AvoidedBy avoidedBy() {
    return choice("avoided-by", AvoidedBy::valueOf);
  }

  boolean ticked(String item) {
    return Boolean.TRUE.equals(said(item));
  }

  @Nullable Boolean said(String item) {
    return given(item).map(Boolean::valueOf).orElse(null);
  }

  private <T> @Nullable T choice(String item, Function<String, T> constant) {
    return given(item).map(NotedHere::name).map(constant).orElse(null);
  }

  private Optional<String> given(String item) {
    return answers.of(item).stream().findFirst();
  }

  /** Codes are the names of the constants, as FHIR writes them. */
  private static String name(String code) {
    return code.toUpperCase(Locale.ROOT).replace('-', '_');
  }
}
