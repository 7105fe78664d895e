package org.attune.health;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready when the application does its work. */
@Readiness
@ApplicationScoped
public class AttuneReady implements HealthCheck {

  @Override
  public HealthCheckResponse call() {
    var state = HealthBoard.state();
    var response = HealthCheckResponse.named("attune").status(state.ready());
    state.facts().forEach(response::withData);
    return response.build();
  }
}
