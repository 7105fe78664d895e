package org.attune.web.operations;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.CacheControl;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Locale;
import java.util.stream.Collectors;
import org.attune.ehr.Capability;
import org.attune.ehr.CapabilityTable;
import org.attune.ehr.EhrCapabilities;

/**
 * What the EHR can do and how Attune makes use of it, for IT. It asks the EHR nothing and tells
 * nothing about anybody, so it needs no sign-in, like health.
 */
@Path("health/ehr")
@RequestScoped
public class EhrResource {

  @Inject private EhrCapabilities capabilities;

  /** For programs. */
  @GET
  @Produces(MediaType.APPLICATION_JSON)
  public Response json() {
    return fresh(document(capabilities.known()));
  }

  /** The same as a table to read, in Markdown. */
  @GET
  @Produces({MediaType.TEXT_PLAIN + ";charset=UTF-8", "text/markdown;charset=UTF-8"})
  public Response text() {
    return fresh(markdown(capabilities.known()));
  }

  private static Response fresh(Object entity) {
    var never = new CacheControl();
    never.setNoStore(true);
    return Response.ok(entity).cacheControl(never).build();
  }

  static JsonObject document(CapabilityTable table) {
    var rows = Json.createArrayBuilder();
    for (Capability row : table.rows()) {
      rows.add(
          Json.createObjectBuilder()
              .add("feature", row.feature())
              .add("claimed", word(row.claimed()))
              .add("probed", word(row.probed()))
              .add("usedAs", row.usedAs())
              .add("meaning", row.meaning()));
    }
    var document = Json.createObjectBuilder();
    var asked = table.asked();
    if (asked != null) {
      document.add("asked", asked.toString());
    }
    return document.add("capabilities", rows).build();
  }

  static String markdown(CapabilityTable table) {
    if (table.asked() == null) {
      return "The EHR has not been asked yet.\n";
    }
    return "| feature | claimed | tried | used as | what that means |\n|---|---|---|---|---|\n"
        + table.rows().stream()
            .map(EhrResource::line)
            .collect(Collectors.joining("\n", "", "\n\nAsked at " + table.asked() + ".\n"));
  }

  private static String line(Capability row) {
    return "| %s | %s | %s | %s | %s |"
        .formatted(
            row.feature(), word(row.claimed()), word(row.probed()), row.usedAs(), row.meaning());
  }

  private static String word(Capability.Told told) {
    return told == Capability.Told.UNKNOWN ? "?" : told.name().toLowerCase(Locale.ROOT);
  }
}
