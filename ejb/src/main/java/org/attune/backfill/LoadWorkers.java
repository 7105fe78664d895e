package org.attune.backfill;

import jakarta.batch.api.partition.PartitionMapper;
import jakarta.batch.api.partition.PartitionPlan;
import jakarta.batch.api.partition.PartitionPlanImpl;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.Properties;
import java.util.stream.Stream;
import org.attune.settings.Settings;

/**
 * So many read at the same time, each one part after the other. Which parts are left lies in our
 * own tables, so after a stop the workers are new and the parts go on where they were.
 */
@Dependent
@Named
public class LoadWorkers implements PartitionMapper {

  private final Settings settings;

  @Inject
  LoadWorkers(Settings settings) {
    this.settings = settings;
  }

  @Override
  public PartitionPlan mapPartitions() {
    int together = settings.get(LoadSteps.Pace.PARALLEL);
    var plan = new PartitionPlanImpl();
    plan.setPartitions(together);
    plan.setThreads(together);
    plan.setPartitionsOverride(true);
    // None of them needs any, and the batch container wants some for each.
    plan.setPartitionProperties(
        Stream.generate(Properties::new).limit(together).toArray(Properties[]::new));
    return plan;
  }
}
