package org.attune.therapy;

import java.time.Instant;
import java.util.List;

/**
 * Somebody of the service and the client were in touch between sessions.
 *
 * @param source where that is recorded
 * @param at when
 * @param spoken whether they spoke with each other; else the client wrote or left word
 * @param with who of the service is named, if anybody
 * @param labels what its readers must carry on
 */
public record Contact(
    Source source, Instant at, boolean spoken, List<TherapistId> with, Labels labels) {

  public Contact {
    with = List.copyOf(with);
  }

  /** One that names nobody of the service. */
  public Contact(Source source, Instant at, boolean spoken, Labels labels) {
    this(source, at, spoken, List.of(), labels);
  }
}
