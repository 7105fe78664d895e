package org.attune.web.publication;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.attune.ehr.Publications;

/**
 * The forms, code systems, value sets, maps and extensions that Attune publishes, to read. They
 * tell nothing about anybody, so they need no sign-in.
 */
@Path("fhir")
@RequestScoped
@Produces({PublicationResource.FHIR_JSON, MediaType.APPLICATION_JSON})
public class PublicationResource {

  static final String FHIR_JSON = "application/fhir+json";

  private static final String NOT_FOUND =
      "{\"resourceType\":\"OperationOutcome\",\"issue\":[{\"severity\":\"error\","
          + "\"code\":\"not-found\",\"diagnostics\":\"Attune publishes no such resource.\"}]}";

  @Inject private Publications publications;

  /** All of it, as a Bundle of type collection. */
  @GET
  public Response all() {
    return answer(Response.Status.OK, publications.all());
  }

  /** All of it, as a transaction to post to the record's own FHIR server. */
  @GET
  @Path("kit")
  public Response kit() {
    return answer(Response.Status.OK, publications.kit());
  }

  /** One resource; 404 with an OperationOutcome where there is none of that name. */
  @GET
  @Path("{type}/{id}")
  public Response one(@PathParam("type") String type, @PathParam("id") String id) {
    return publications
        .one(type, id)
        .map(resource -> answer(Response.Status.OK, resource))
        .orElseGet(() -> answer(Response.Status.NOT_FOUND, NOT_FOUND));
  }

  private static Response answer(Response.Status status, String resource) {
    return Response.status(status).entity(resource).build();
  }
}
