package org.attune.web.publication;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.CacheControl;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.attune.ehr.PublicKeys;

/**
 * The keys by which the EHR's authorisation server can tell that it is Attune who asks. Public
 * parts only, so they need no sign-in.
 */
@Path("jwks")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class KeysResource {

  @Inject private PublicKeys keys;

  /** All of them, as a JSON Web Key Set. */
  @GET
  public Response all() {
    var remembered = new CacheControl();
    remembered.setMaxAge((int) keys.remembered().toSeconds());
    return Response.ok(keys.keySet()).cacheControl(remembered).build();
  }
}
