package org.attune.web.shared;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.attune.access.Banner;
import org.attune.therapy.PatientId;
import org.jspecify.annotations.Nullable;

/** Of whom a page wants the names, and what it is told. */
public final class NamesJson {

  private static final Pattern PATIENT = Pattern.compile("Patient/([A-Za-z0-9\\-.]{1,64})");

  private NamesJson() {}

  /** The client that a reference names. */
  public static Optional<PatientId> patient(String reference) {
    var found = PATIENT.matcher(reference);
    return found.matches() ? Optional.of(new PatientId(found.group(1))) : Optional.empty();
  }

  /** The clients that are asked for; empty where anything else is among them. */
  public static Optional<List<PatientId>> patients(@Nullable JsonObject asked) {
    return texts(asked, "patients")
        .flatMap(
            all -> {
              var patients = all.stream().flatMap(each -> patient(each).stream()).toList();
              return patients.size() == all.size() ? Optional.of(patients) : Optional.empty();
            });
  }

  /** The texts of a list; empty where there is none, or anything else is in it. */
  public static Optional<List<String>> texts(@Nullable JsonObject asked, String name) {
    if (asked == null || !(asked.get(name) instanceof JsonArray all)) {
      return Optional.empty();
    }
    var texts =
        all.stream()
            .flatMap(
                each -> each instanceof JsonString it ? Stream.of(it.getString()) : Stream.empty())
            .toList();
    return texts.size() == all.size() ? Optional.of(texts) : Optional.empty();
  }

  /** Who they are. */
  public static JsonObject of(Map<PatientId, Banner> names) {
    return names(names).build();
  }

  /**
   * Who they are, who of the staff is who, and what units are called; what nobody says just now is
   * null, and can be asked for again.
   */
  public static JsonObject of(
      Map<PatientId, Banner> names,
      Optional<Map<String, String>> staff,
      Optional<Map<String, String>> units) {
    return names(names).add("staff", told(staff)).add("units", told(units)).build();
  }

  private static JsonValue told(Optional<Map<String, String>> texts) {
    return texts.<JsonValue>map(all -> texts(all).build()).orElse(JsonValue.NULL);
  }

  /** Who of the staff is who; null where nobody says so just now, and it can be asked again. */
  public static JsonObject ofStaff(Optional<Map<String, String>> staff) {
    return Json.createObjectBuilder().add("staff", told(staff)).build();
  }

  private static JsonObjectBuilder texts(Map<String, String> texts) {
    var all = Json.createObjectBuilder();
    texts.forEach(all::add);
    return all;
  }

  private static JsonObjectBuilder names(Map<PatientId, Banner> names) {
    var all = Json.createObjectBuilder();
    names.forEach(
        (patient, banner) ->
            all.add(
                "Patient/" + patient.value(),
                Json.createObjectBuilder()
                    .add("name", value(banner.name()))
                    .add("birthDate", value(banner.birthDate()))
                    .add("recordNumber", value(banner.recordNumber()))));
    return Json.createObjectBuilder().add("names", all);
  }

  private static JsonValue value(@Nullable Object known) {
    return known == null ? JsonValue.NULL : Json.createValue(known.toString());
  }
}
