package org.attune.benchmarks;

import ca.uhn.fhir.context.FhirContext;
import java.util.Collection;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.attune.therapy.Reading;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs the benchmarks and prints one small table. */
public final class Benchmarks {

  private Benchmarks() {}

  /**
   * Runs them.
   *
   * @param arguments part of the name of the benchmarks to run
   */
  public static void main(String... arguments) throws RunnerException {
    requireMeaningfulWork();
    var options =
        new OptionsBuilder()
            .include("org\\.attune\\.benchmarks.*" + (arguments.length == 0 ? "" : arguments[0]))
            .mode(Mode.Throughput)
            .timeUnit(TimeUnit.SECONDS)
            .forks(2)
            .warmupIterations(5)
            .warmupTime(TimeValue.seconds(2))
            .measurementIterations(5)
            .measurementTime(TimeValue.seconds(2))
            .verbosity(VerboseMode.SILENT)
            .build();
    print(new Runner(options).run());
  }

  /**
   * A benchmark of courses without facts, or of texts that only make gaps, would be worth nothing.
   */
  private static void requireMeaningfulWork() {
    var courses = Caseload.of(Judging.CLIENTS);
    var detection = Judging.everyDetector();
    long facts = courses.stream().mapToLong(Caseload::facts).sum();
    long signals =
        courses.stream().mapToLong(course -> Judging.judge(detection, course).size()).sum();
    if (facts != (long) Caseload.FACTS * courses.size() || signals == 0) {
      throw new IllegalStateException(
          "the caseload has " + facts + " facts, " + signals + " signals");
    }
    var reader = Mapping.reader(FhirContext.forR4Cached());
    var texts = Resources.texts();
    long mapped =
        texts.stream().filter(text -> reader.read(text).reading() instanceof Reading.Fact).count();
    if (mapped != texts.size()) {
      throw new IllegalStateException(mapped + " of " + texts.size() + " resources were mapped");
    }
    System.out.printf(
        Locale.ROOT,
        "%n%d courses of %d facts, %d signals; %d resources of %d bytes on average%n%n",
        courses.size(),
        Caseload.FACTS,
        signals,
        texts.size(),
        texts.stream().mapToInt(String::length).sum() / texts.size());
  }

  private static void print(Collection<RunResult> results) {
    System.out.printf(Locale.ROOT, "%-28s %12s %10s%n", "per second and core", "mean", "± 99.9 %");
    for (RunResult run : results) {
      var score = run.getPrimaryResult();
      System.out.printf(
          Locale.ROOT,
          "%-28s %,12.0f %,10.0f%n",
          score.getLabel(),
          score.getScore(),
          score.getScoreError());
    }
    System.out.println();
  }
}
