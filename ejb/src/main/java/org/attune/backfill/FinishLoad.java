package org.attune.backfill;

import jakarta.batch.api.AbstractBatchlet;
import jakarta.batch.api.BatchProperty;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Clock;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.attune.hooks.ReadHints;

/**
 * Ends a load, which after the first has the cursors of all feeds go on from where it began, and
 * has the next round begin at once: only a round judges what was read.
 */
@Dependent
@Named
public class FinishLoad extends AbstractBatchlet {

  private final BooleanSupplier finish;
  private final Consumer<Instant> goOn;
  private final Clock clock;

  @Inject
  FinishLoad(
      Errands errands,
      @BatchProperty(name = "errand") String errand,
      ReadHints hints,
      Clock clock) {
    this(errands.steps(errand)::finish, hints::goOn, clock);
  }

  FinishLoad(BooleanSupplier finish, Consumer<Instant> goOn, Clock clock) {
    this.finish = finish;
    this.goOn = goOn;
    this.clock = clock;
  }

  @Override
  public String process() {
    if (!finish.getAsBoolean()) {
      return "MORE";
    }
    // Should the broker not take it, the round comes when its turn comes.
    goOn.accept(clock.instant());
    return "DONE";
  }
}
