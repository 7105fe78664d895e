package org.attune.fhir.chart;

import ca.uhn.fhir.context.FhirContext;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.attune.ehr.ChartEntry;
import org.attune.fhir.References;
import org.attune.fhir.Times;
import org.attune.fhir.client.FhirR4;
import org.attune.fhir.client.JsonText;
import org.attune.therapy.ChartFact;
import org.attune.therapy.GapReason;
import org.attune.therapy.Reading;
import org.attune.therapy.Source;
import org.hl7.fhir.r4.model.Resource;

/**
 * Reads one resource from its text. Nothing in a text can make it throw: what cannot be understood
 * becomes a gap.
 */
public final class ResourceReader {

  /**
   * Nesting beyond this is no record of a clinic; a reader that follows it may run out of stack.
   */
  private static final int DEEPEST = 100;

  private static final Pattern TYPE = Pattern.compile("\\w{1,64}");
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9.\\-]{1,64}");

  private final FhirContext context;
  private final Mappers mappers;
  private final int largest;

  /**
   * @param largest the longest text that is read, in characters
   */
  public ResourceReader(FhirContext context, Mappers mappers, int largest) {
    this.context = context;
    this.mappers = mappers;
    this.largest = largest;
  }

  /** What a resource tells us; its text is JSON. */
  public ChartEntry read(String text) {
    if (text.length() > largest || JsonText.depth(text) > DEEPEST) {
      return gap(text, GapReason.TOO_LARGE);
    }
    return FhirR4.parse(context, text)
        .map(resource -> read(resource, text))
        .orElseGet(() -> gap(text, GapReason.UNREADABLE));
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
