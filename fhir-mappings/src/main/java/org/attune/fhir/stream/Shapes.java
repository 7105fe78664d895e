package org.attune.fhir.stream;

import ca.uhn.fhir.context.BaseRuntimeElementCompositeDefinition;
import ca.uhn.fhir.context.FhirContext;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Every shape that was asked for; made from HAPI's definitions when it first is. */
final class Shapes {

  private final FhirContext context;
  private final Map<String, Set<String>> unread;
  private final Map<BaseRuntimeElementCompositeDefinition<?>, Shape> made =
      new ConcurrentHashMap<>();
  private volatile @Nullable Shape extension;

  /**
   * @param unread by the name of a type the members whose content nobody looks at
   */
  Shapes(FhirContext context, Map<String, Set<String>> unread) {
    this.context = context;
    this.unread = Map.copyOf(unread);
  }

  Shape of(BaseRuntimeElementCompositeDefinition<?> definition) {
    var known = made.get(definition);
    if (known == null) {
      known = Shape.of(definition, unread.getOrDefault(definition.getName(), Set.of()), this);
      made.put(definition, known);
    }
    return known;
  }

  Shape ofExtension() {
    var known = extension;
    if (known == null) {
      known = Shape.ofExtension(context, this);
      extension = known;
    }
    return known;
  }
}
