package org.attune.checks.slices;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import java.time.Clock;
import java.time.InstantSource;
import java.time.ZoneId;

/** The hospital's clock is set by hand. */
@Dependent
@Alternative
@Priority(1)
public class HandSetClock {

  @Produces
  Clock clock() {
    InstantSource source = () -> Hospital.now;
    return source.withZone(ZoneId.of("Europe/Berlin"));
  }
}
