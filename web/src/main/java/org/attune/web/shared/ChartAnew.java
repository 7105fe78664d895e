package org.attune.web.shared;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import org.attune.access.SmartLaunch.Aim;
import org.attune.access.SmartLaunch.Caller;
import org.attune.launch.LaunchChart;
import org.attune.launch.Next;
import org.attune.therapy.PatientId;

/** Begins the launch of one client's chart from a list; the EHR authorises it anew. */
@RequestScoped
public class ChartAnew {

  @Inject private LaunchChart launches;

  /** Where the browser goes next. */
  public Response of(PatientId patient, UriInfo called) {
    var next =
        launches.begin(
            new Caller(null, null, 0, null, Aim.CHART, patient),
            URI.create(launches.address(called.getBaseUri().resolve("..")) + "/api/launch/back"));
    return next instanceof Next.ToEhr ehr
        ? Response.ok(Json.createObjectBuilder().add("to", ehr.to().toString()).build()).build()
        : Problem.of(Response.Status.SERVICE_UNAVAILABLE, "ehr-silent").build();
  }
}
