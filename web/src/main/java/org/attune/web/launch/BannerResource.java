package org.attune.web.launch;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.attune.access.Banner;
import org.attune.access.Banners;
import org.attune.access.Viewer;
import org.attune.ehr.EhrUnavailable;
import org.attune.web.shared.Looking;
import org.attune.web.shared.OpenChart;
import org.attune.web.shared.Problem;
import org.jspecify.annotations.Nullable;

/** Whose chart it is, read from the EHR at this moment and kept nowhere. */
@Path("chart/banner")
@RequestScoped
@OpenChart
@Produces(MediaType.APPLICATION_JSON)
public class BannerResource {

  @Inject private Banners banners;
  @Inject private Looking looking;

  /** Name, birth date and record number; what the record does not say is null. */
  @GET
  public Response banner() {
    var viewer = looking.viewer();
    try {
      return document(banners.of(viewer), viewer);
    } catch (EhrUnavailable silent) {
      return Problem.of(Response.Status.SERVICE_UNAVAILABLE, "ehr-silent").build();
    }
  }

  private static Response document(Banner banner, Viewer viewer) {
    return Response.ok(
            Json.createObjectBuilder()
                .add("name", value(banner.name()))
                .add("birthDate", value(banner.birthDate()))
                .add("recordNumber", value(banner.recordNumber()))
                .add("patient", "Patient/" + viewer.patient().value())
                .add("live", true)
                .build())
        .build();
  }

  private static JsonValue value(@Nullable Object known) {
    return known == null ? JsonValue.NULL : Json.createValue(known.toString());
  }
}
