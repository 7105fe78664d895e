package org.attune.web.shared;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;
import java.util.ArrayList;
import java.util.List;

/** No browser and no proxy keeps an answer, unless its resource says that they may. */
@Provider
public class KeptNowhere implements ContainerResponseFilter {

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    response.getHeaders().computeIfAbsent(HttpHeaders.CACHE_CONTROL, none -> never());
  }

  private static List<Object> never() {
    return new ArrayList<>(List.of("no-store"));
  }
}
