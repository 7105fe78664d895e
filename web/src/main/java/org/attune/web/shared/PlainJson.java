package org.attune.web.shared;

import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.json.bind.JsonbConfig;
import jakarta.ws.rs.ext.ContextResolver;
import jakarta.ws.rs.ext.Provider;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes what the use cases of charts, caseloads and worklists tell as they tell it; what is not
 * known is null, and said.
 */
@Provider
public class PlainJson implements ContextResolver<Jsonb> {

  private static final Set<String> OF_CHARTS =
      Set.of(
          "org.attune.chart",
          "org.attune.caseload",
          "org.attune.goals",
          "org.attune.worklist",
          "org.attune.web.coordinator",
          "org.attune.web.shared");

  private final Jsonb json = JsonbBuilder.create(new JsonbConfig().withNullValues(true));

  @Override
  public @Nullable Jsonb getContext(Class<?> type) {
    return OF_CHARTS.contains(type.getPackageName()) ? json : null;
  }
}
