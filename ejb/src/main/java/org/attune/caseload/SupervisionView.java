package org.attune.caseload;

import java.util.List;

/**
 * A therapist's own work in short, to be talked over with somebody. It names nobody: courses have
 * letters in an order that means nothing, times are quarters of a year, and counts of sessions are
 * ranges. It ranks nobody and compares with nobody, neither with another therapist nor with the
 * service.
 *
 * @param asOf in which quarter it was made
 * @param language the language of the words
 * @param courses the courses, in no order
 * @param patterns what stands in them, by what it is, most often first
 * @param tried what was tried, most often first
 * @param service what came from the service
 * @param prompts questions to oneself
 */
public record SupervisionView(
    String asOf,
    String language,
    List<CourseInShort> courses,
    List<Pattern> patterns,
    List<Tried> tried,
    CalledOff service,
    List<Prompt> prompts) {

  public SupervisionView {
    courses = List.copyOf(courses);
    patterns = List.copyOf(patterns);
    tried = List.copyOf(tried);
    prompts = List.copyOf(prompts);
  }

  /**
   * One course.
   *
   * @param label a letter
   * @param began in which quarter it began
   * @param sessions how many sessions took place, as a range
   * @param patterns what stands in it
   * @param tried what was tried in it
   * @param open whether something in it waits to be seen
   */
  public record CourseInShort(
      String label,
      String began,
      String sessions,
      List<String> patterns,
      List<String> tried,
      boolean open) {
    public CourseInShort {
      patterns = List.copyOf(patterns);
      tried = List.copyOf(tried);
    }
  }

  /**
   * One kind of signal.
   *
   * @param name its name
   * @param courses in how many courses it stands
   * @param open in how many of them nobody has seen it yet
   */
  public record Pattern(String name, long courses, long open) {}

  /**
   * Something that was tried.
   *
   * @param name its name
   * @param times how often
   * @param helped how often it helped, as somebody said
   * @param noChange how often it changed nothing, as somebody said
   */
  public record Tried(String name, long times, long helped, long noChange) {}

  /**
   * What came from the service.
   *
   * @param calledOff how many sessions it called off
   * @param courses in how many courses
   * @param due how many sessions were due in all
   */
  public record CalledOff(long calledOff, long courses, long due) {}

  /** Questions to oneself about one matter. */
  public record Prompt(String title, List<String> questions) {
    public Prompt {
      questions = List.copyOf(questions);
    }
  }
}
