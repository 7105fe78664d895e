package org.attune.fhir.chart;

import ca.uhn.fhir.context.FhirContext;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.attune.ehr.ChartEntry;
import org.attune.fhir.References;
import org.attune.fhir.Times;
import org.attune.fhir.client.FhirR4;
import org.attune.fhir.client.JsonText;
import org.attune.fhir.stream.StreamingParser;
import org.attune.therapy.ChartFact;
import org.attune.therapy.GapReason;
import org.attune.therapy.Reading;
import org.attune.therapy.Source;
import org.hl7.fhir.r4.model.Resource;

/**
 * Reads one resource from its text. Nothing in a text can make it throw: what cannot be understood
 * becomes a gap. What is written as the standard has it is streamed; HAPI's own parser is asked for
 * the rest, and the mappers cannot tell which of the two read it.
 */
public final class ResourceReader {

  private static final String NARRATIVE = "text";

  /** Numbers stay as they are written. */
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .enable(
              DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS,
              DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private static final Pattern TYPE = Pattern.compile("\\w{1,64}");
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9.\\-]{1,64}");

  /** Pages to look at, and the names and words of people: no mapper reads them. */
  private static final Map<String, Set<String>> UNREAD =
      Map.ofEntries(
          Map.entry("Appointment", Set.of(NARRATIVE)),
          Map.entry("CarePlan", Set.of(NARRATIVE, "title", "description", "note")),
          Map.entry("Communication", Set.of(NARRATIVE, "payload", "note")),
          Map.entry("Consent", Set.of(NARRATIVE)),
          Map.entry("Encounter", Set.of(NARRATIVE)),
          Map.entry("EpisodeOfCare", Set.of(NARRATIVE)),
          Map.entry("Goal", Set.of(NARRATIVE, "note")),
          Map.entry("Observation", Set.of(NARRATIVE, "note")),
          Map.entry(
              "Patient",
              Set.of(
                  NARRATIVE,
                  "name",
                  "telecom",
                  "gender",
                  "birthDate",
                  "address",
                  "maritalStatus",
                  "photo",
                  "contact",
                  "communication")),
          Map.entry("QuestionnaireResponse", Set.of(NARRATIVE)),
          Map.entry("Task", Set.of(NARRATIVE, "description", "note")));

  private final FhirContext context;
  private final StreamingParser streaming;
  private final Mappers mappers;
  private final int largest;

  /**
   * @param largest the longest text that is read, in characters
   */
  public ResourceReader(FhirContext context, Mappers mappers, int largest) {
    this.context = context;
    this.streaming = new StreamingParser(context, UNREAD.keySet(), UNREAD, FhirR4.DEEPEST);
    this.mappers = mappers;
    this.largest = largest;
  }

  /** What a resource tells us; its text is JSON. */
  public ChartEntry read(String text) {
    if (text.length() > largest) {
      return gap(text, GapReason.TOO_LARGE);
    }
    return streaming
        .read(text)
        .map(resource -> read(resource, text))
        .orElseGet(() -> readByParser(text));
  }

  /** The same by HAPI's own parser alone, which knows what to make of anything. */
  public ChartEntry readByParser(String text) {
    if (text.length() > largest || FhirR4.chokes(text)) {
      return gap(text, GapReason.TOO_LARGE);
    }
    return FhirR4.parse(context, text)
        .or(() -> withoutNarrative(text).flatMap(rest -> FhirR4.parse(context, rest)))
        .map(resource -> read(resource, text))
        .orElseGet(() -> gap(text, GapReason.UNREADABLE));
  }

  // A page that is broken takes the record with it there, and nobody here would look at the page.
  private static Optional<String> withoutNarrative(String text) {
    try {
      return JSON.readTree(text) instanceof ObjectNode record && record.remove(NARRATIVE) != null
          ? Optional.of(record.toString())
          : Optional.empty();
    } catch (JsonProcessingException broken) {
      // Its message may quote the record.
      return Optional.empty();
    }
  }

  private ChartEntry read(Resource resource, String text) {
    var source = References.source(resource);
    return new ChartEntry(
        source.id().isEmpty() ? new Source(source.type(), nameless(text), null) : source,
        updated(resource),
        mapped(resource));
  }

  // One record that nobody could have thought of must not keep all others from being read. What a
  // mapper throws may quote the record, so it goes no further.
  private Reading<List<ChartFact>> mapped(Resource resource) {
    try {
      return mappers.read(resource);
    } catch (RuntimeException unforeseen) {
      return new Reading.Gap<>(GapReason.UNREADABLE);
    }
  }

  private static Instant updated(Resource resource) {
    var moment = Times.exactOrNull(resource.getMeta().getLastUpdatedElement());
    return moment == null ? Instant.EPOCH : moment;
  }

  private static ChartEntry gap(String text, GapReason why) {
    var members = members(text);
    var type = JsonText.string(members.getOrDefault("resourceType", ""));
    var id = JsonText.string(members.getOrDefault("id", ""));
    return new ChartEntry(
        new Source(
            TYPE.matcher(type).matches() ? type : "Resource",
            ID.matcher(id).matches() ? id : nameless(text),
            null),
        updated(members(members.getOrDefault("meta", "{}")).getOrDefault("lastUpdated", "")),
        new Reading.Gap<List<ChartFact>>(why));
  }

  private static Map<String, String> members(String object) {
    try {
      return JsonText.members(object);
    } catch (JsonText.Unbalanced broken) {
      return Map.of();
    }
  }

  private static Instant updated(String written) {
    return Times.exact(JsonText.string(written)) instanceof Reading.Fact<Instant> moment
        ? moment.value()
        : Instant.EPOCH;
  }

  // Two records without an id are two gaps, and the same record is the same gap each time.
  private static String nameless(String text) {
    return "no-id-" + UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8));
  }
}
