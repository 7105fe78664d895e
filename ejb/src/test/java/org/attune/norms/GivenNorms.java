package org.attune.norms;

import java.util.Map;
import org.attune.therapy.InstrumentId;

/** Norms of a test. */
public final class GivenNorms {

  /** A service that knows nearly all its reasons, and which ratings are low. */
  public static final ServiceNorms REASONS_KNOWN =
      new ServiceNorms(Map.of(), 0.12, 0.95, Map.of(new InstrumentId("srs"), 31.0), 0);

  /** The same, where most of the expected forms come back. */
  public static final ServiceNorms FORMS_IN_USE =
      new ServiceNorms(Map.of(), 0.12, 0.95, REASONS_KNOWN.lowCentile(), 0.8);

  private GivenNorms() {}
}
