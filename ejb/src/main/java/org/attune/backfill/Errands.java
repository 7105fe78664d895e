package org.attune.backfill;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** Knows whose steps a job makes. */
@ApplicationScoped
public class Errands {

  private final LoadSteps first;
  private final NightSteps night;

  @Inject
  Errands(LoadSteps first, NightSteps night) {
    this.first = first;
    this.night = night;
  }

  /**
   * The steps of a job.
   *
   * @param errand as the job has it
   */
  LoadSteps steps(String errand) {
    return Errand.valueOf(errand) == Errand.NIGHT ? night : first;
  }
}
