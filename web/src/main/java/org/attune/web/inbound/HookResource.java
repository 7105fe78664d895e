package org.attune.web.inbound;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.attune.hooks.Doorbell;
import org.jspecify.annotations.Nullable;

/**
 * Where the EHR says that something has changed (a rest-hook of a FHIR R4 Subscription). The word
 * by which it is known stands in a header or in the path. What it sends with it is not read, and it
 * is told nothing: to whoever does not know the word, there is nothing here.
 */
@Path("hook")
@RequestScoped
public class HookResource {

  private static final String BEARER = "Bearer ";

  @Inject private Doorbell doorbell;

  /** Without a payload. */
  @POST
  public Response told(@HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorisation) {
    return ring(word(authorisation));
  }

  /** With a payload. */
  @PUT
  @Path("{type}/{id}")
  public Response toldOfOne(
      @HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorisation) {
    return ring(word(authorisation));
  }

  /** Without a payload, where the EHR sends no header. */
  @POST
  @Path("{secret}")
  public Response toldByPath(@PathParam("secret") String secret) {
    return ring(secret);
  }

  /** With a payload, where the EHR sends no header. */
  @PUT
  @Path("{secret}/{type}/{id}")
  public Response toldOfOneByPath(@PathParam("secret") String secret) {
    return ring(secret);
  }

  private Response ring(String word) {
    return Response.status(
            switch (doorbell.ring(word)) {
              case HEARD -> Response.Status.OK;
              case STRANGER -> Response.Status.NOT_FOUND;
              case NOBODY_IN -> Response.Status.SERVICE_UNAVAILABLE;
            })
        .build();
  }

  private static String word(@Nullable String authorisation) {
    return authorisation != null && authorisation.regionMatches(true, 0, BEARER, 0, BEARER.length())
        ? authorisation.substring(BEARER.length()).strip()
        : "";
  }
}
