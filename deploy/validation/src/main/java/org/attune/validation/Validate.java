package org.attune.validation;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Runs the plan of validation and writes its page. */
public final class Validate {

  private static final int CLIENTS = 8000;
  private static final int FAIRNESS_CLIENTS = 30_000;
  private static final int OUTCOME_CLIENTS = 10_000;
  private static final int RUNS = 40_000;
  private static final int COURSES = 2000;
  private static final String PLOT = "validation-alliance.svg";

  private Validate() {}

  /**
   * Runs it; ends with 1 where a target is missed that was met when the page was last agreed on.
   *
   * @param arguments the folder of the pages, the seed
   */
  public static void main(String... arguments) throws IOException {
    var pages = Path.of(arguments[0]);
    long seed = Long.parseLong(arguments[1]);
    var out = System.out;
    out.println("Judging simulated cohorts, seed " + seed + "; a few minutes on two cores.");
    var chance = new Chance(seed);
    var alliance = new AllianceStudy(chance, new Progress(out), CLIENTS);
    var chapters = chapters(alliance, chance, new Progress(out));
    Files.writeString(pages.resolve(PLOT), alliance.plot().svg());
    Files.writeString(pages.resolve("validation.md"), new ValidationPage(seed, PLOT).of(chapters));
    var targets = chapters.stream().flatMap(chapter -> chapter.targets().stream()).toList();
    System.exit(verdict(targets, out) ? 0 : 1);
  }

  private static List<Chapter> chapters(AllianceStudy alliance, Chance chance, Progress progress) {
    var exact = new ExactStudy(chance, progress, RUNS);
    var chapters = new ArrayList<Chapter>();
    chapters.add(exact.scores());
    chapters.add(exact.charts());
    chapters.add(ValidationPage.segmentation());
    chapters.add(alliance.chapter());
    chapters.add(new AttendanceStudy(chance, progress, CLIENTS).chapter());
    chapters.add(new FairnessStudy(chance, progress, FAIRNESS_CLIENTS).chapter());
    chapters.add(new OutcomeStudy(chance, progress, OUTCOME_CLIENTS).chapter());
    chapters.add(new InvarianceStudy(chance, progress, COURSES).chapter());
    chapters.add(WordingStudy.chapter());
    return chapters;
  }

  /** Says what is missed; true where nothing was lost. */
  private static boolean verdict(List<Target> targets, PrintStream out) {
    long met = targets.stream().filter(Target::met).count();
    out.printf("%n%d of %d targets are met.%n", met, targets.size());
    for (Target target : targets) {
      if (!target.met()) {
        out.printf(
            "  %s %s: aim %s, found %s (%s)%n",
            target.part(),
            target.what(),
            target.aim(),
            target.found(),
            Objects.requireNonNullElse(target.knownMiss(), "WAS MET BEFORE"));
      } else if (target.knownMiss() != null) {
        out.printf("  %s %s: met now, was missed before%n", target.part(), target.what());
      }
    }
    return targets.stream().noneMatch(Target::lost);
  }
}
