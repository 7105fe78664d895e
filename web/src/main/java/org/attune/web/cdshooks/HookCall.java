package org.attune.web.cdshooks;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.attune.therapy.Labels;
import org.attune.therapy.SecurityLabel;
import org.jspecify.annotations.Nullable;

/**
 * A call of a hook, as far as it is understood.
 *
 * @param user who has the chart open, such as {@code Practitioner/7}
 * @param patient whose chart it is
 * @param fhirServer which server both are of, or null where it is not said
 * @param record what came with it of the client's own record
 */
record HookCall(String user, String patient, @Nullable String fhirServer, Prefetched record) {

  /** A bundle of appointments is the largest thing that comes in. */
  static final int LARGEST = 2 * 1_024 * 1_024;

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9.-]{1,64}");
  private static final Pattern USER =
      Pattern.compile("(Practitioner|PractitionerRole|Patient|RelatedPerson)/[A-Za-z0-9.-]{1,64}");

  /**
   * The client's own record, where the EHR sends it along.
   *
   * @param state whether it came
   * @param labels its labels; none unless it came
   * @param deceased whether it says that the client has died
   */
  record Prefetched(State state, Labels labels, boolean deceased) {

    /** What stands under its name: absent, null and an error are three different things. */
    enum State {
      /** It did not come, or could not be had: what we know counts. */
      NOT_SENT,
      /** The person who looks may not see it, or it is not there. */
      NOTHING,
      CAME
    }

    private static Prefetched of(State state) {
      return new Prefetched(state, Labels.NONE, false);
    }
  }

  /** A call of a hook; empty where it is none. */
  static Optional<HookCall> read(InputStream body, Hook hook) {
    return json(body).flatMap(call -> of(call, hook));
  }

  /** A JSON object of no more than the usual size. */
  static Optional<JsonObject> json(InputStream body) {
    try {
      var bytes = body.readNBytes(LARGEST + 1);
      if (bytes.length > LARGEST) {
        return Optional.empty();
      }
      try (var reader =
          Json.createReader(new StringReader(new String(bytes, StandardCharsets.UTF_8)))) {
        return Optional.of(reader.readObject());
      }
    } catch (IOException | JsonException | IllegalStateException unreadable) {
      return Optional.empty();
    }
  }

  private static Optional<HookCall> of(JsonObject call, Hook hook) {
    var context =
        call.get("context") instanceof JsonObject object ? object : JsonValue.EMPTY_JSON_OBJECT;
    var user = text(context, "userId");
    var patient = text(context, "patientId");
    boolean understood =
        hook.code().equals(text(call, "hook"))
            && isUuid(text(call, "hookInstance"))
            && USER.matcher(user).matches()
            && ID.matcher(patient).matches();
    if (!understood) {
      return Optional.empty();
    }
    var server = text(call, "fhirServer");
    return prefetched(call, patient)
        .map(record -> new HookCall(user, patient, server.isEmpty() ? null : server, record));
  }

  /** Empty where somebody else's record came. */
  private static Optional<Prefetched> prefetched(JsonObject call, String patient) {
    var sent = call.get("prefetch") instanceof JsonObject all ? all.get("patient") : null;
    if (sent == null) {
      return Optional.of(Prefetched.of(Prefetched.State.NOT_SENT));
    }
    if (!(sent instanceof JsonObject resource)) {
      return Optional.of(Prefetched.of(Prefetched.State.NOTHING));
    }
    if (!text(resource, "resourceType").equals("Patient")) {
      return Optional.of(Prefetched.of(Prefetched.State.NOT_SENT));
    }
    return text(resource, "id").equals(patient)
        ? Optional.of(new Prefetched(Prefetched.State.CAME, labels(resource), deceased(resource)))
        : Optional.empty();
  }

  private static Labels labels(JsonObject resource) {
    var meta =
        resource.get("meta") instanceof JsonObject object ? object : JsonValue.EMPTY_JSON_OBJECT;
    var security =
        meta.get("security") instanceof JsonArray array
            ? array.stream()
            : Stream.<JsonValue>empty();
    return new Labels(
        security
            .flatMap(each -> each instanceof JsonObject label ? Stream.of(label) : Stream.empty())
            .map(label -> new SecurityLabel(text(label, "system"), text(label, "code")))
            .filter(label -> !label.code().isEmpty())
            .toList());
  }

  private static boolean deceased(JsonObject resource) {
    return resource.containsKey("deceasedDateTime")
        || JsonValue.TRUE.equals(resource.get("deceasedBoolean"));
  }

  private static boolean isUuid(String text) {
    try {
      return UUID.fromString(text).toString().equalsIgnoreCase(text);
    } catch (IllegalArgumentException none) {
      return false;
    }
  }

  static String text(JsonObject object, String name) {
    return object.get(name) instanceof JsonString string ? string.getString() : "";
  }
}
