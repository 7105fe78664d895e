package org.attune.fhir;

import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Resource;

/** A page of what a search found. */
public final class Searchset {

  private Searchset() {}

  /** The resources of one type on a page, whether they were looked for or come along. */
  public static <R extends Resource> Stream<R> of(Bundle page, Class<R> type) {
    return page.getEntry().stream()
        .map(Bundle.BundleEntryComponent::getResource)
        .filter(type::isInstance)
        .map(type::cast);
  }
}
