package org.attune.web.launch;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import org.attune.access.Mentioned;
import org.attune.access.SmartLaunch.Aim;
import org.attune.access.SmartLaunch.Brought;
import org.attune.access.SmartLaunch.Caller;
import org.attune.launch.LaunchChart;
import org.attune.launch.Next;
import org.jspecify.annotations.Nullable;

/**
 * The way in from the EHR. It sends browsers to two places only: to where the EHR itself says that
 * people sign in, and to our own pages. What the page needs stands behind the {@code #}, which no
 * server and no log ever sees.
 */
@Path("launch")
@RequestScoped
public class LaunchResource {

  private static final String PAGE = "/chart/index.html#";
  private static final String CASELOAD = "/caseload/index.html#";

  private static final String SIGN_IN = "/staff/sign-in";

  @Inject private LaunchChart launches;

  /** The EHR has a chart open and opens us beside it. */
  @GET
  public Response launch(
      @Context UriInfo called,
      @QueryParam("iss") @Nullable String ehr,
      @QueryParam("launch") @Nullable String launch,
      @QueryParam("appContext") @Nullable String mentioned) {
    // With neither it would be a launch by nobody.
    var caller =
        new Caller(
            ehr == null ? "" : ehr, launch == null ? "" : launch, 0, Mentioned.signal(mentioned));
    return to(called, launches.begin(caller, back(called)));
  }

  /** Somebody opens us by themselves; the EHR asks them which client. */
  @GET
  @Path("standalone")
  public Response standalone(@Context UriInfo called) {
    return to(called, launches.begin(new Caller(null, null, 0), back(called)));
  }

  /**
   * Somebody wants to see their own caseload, with no client in hand: opened by the EHR, which then
   * says who it is and by which word, or by themselves.
   */
  @GET
  @Path("caseload")
  public Response caseload(
      @Context UriInfo called,
      @QueryParam("iss") @Nullable String ehr,
      @QueryParam("launch") @Nullable String launch) {
    return to(
        called, launches.begin(new Caller(ehr, launch, 0, null, Aim.CASELOAD, null), back(called)));
  }

  /**
   * Somebody wants their worklist, from a place of the EHR where no client is open. What the EHR
   * says of them is not needed: the hospital's sign-in says who they are and for which units.
   */
  @GET
  @Path("worklist")
  public Response worklist(@Context UriInfo called) {
    return Response.status(Response.Status.FOUND)
        .location(URI.create(address(called) + SIGN_IN))
        .build();
  }

  /** The browser is back from the EHR. */
  @GET
  @Path("back")
  public Response back(
      @Context UriInfo called,
      @QueryParam("state") @Nullable String state,
      @QueryParam("code") @Nullable String code,
      @QueryParam("iss") @Nullable String issuer,
      @QueryParam("error") @Nullable String error) {
    var brought = code == null || code.isEmpty() ? null : new Brought(code, issuer);
    return to(called, launches.finish(state == null ? "" : state, brought, error));
  }

  private URI back(UriInfo called) {
    return URI.create(address(called) + "/api/launch/back");
  }

  private String address(UriInfo called) {
    return launches.address(called.getBaseUri().resolve(".."));
  }

  private Response to(UriInfo called, Next next) {
    URI to;
    if (next instanceof Next.ToEhr ehr) {
      to = ehr.to();
    } else if (next instanceof Next.ToChart chart) {
      to = page(called, "code=" + chart.code());
    } else if (next instanceof Next.ToCaseload caseload) {
      to = URI.create(address(called) + CASELOAD + "code=" + caseload.code());
    } else {
      to = page(called, "problem=" + ((Next.ToProblem) next).why().problem());
    }
    return Response.status(Response.Status.FOUND).location(to).build();
  }

  private URI page(UriInfo called, String fragment) {
    return URI.create(address(called) + PAGE + fragment);
  }
}
