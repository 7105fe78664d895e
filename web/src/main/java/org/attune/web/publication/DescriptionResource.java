package org.attune.web.publication;

import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Objects;

/** Describes all that is spoken over HTTP, in OpenAPI; it tells nothing about anybody. */
@Path("openapi")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class DescriptionResource {

  static final String FILE = "/org/attune/web/openapi.json";

  /** The description. */
  @GET
  public Response description() {
    return Response.ok(
            Objects.requireNonNull(DescriptionResource.class.getResourceAsStream(FILE), FILE))
        .build();
  }
}
