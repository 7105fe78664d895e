package org.attune.validation;

import java.util.List;
import java.util.Map;
import org.attune.catalogue.Wording;

/** V9: the words that may reach a client. */
final class WordingStudy {

  private WordingStudy() {}

  static Chapter chapter() {
    var chapter = new Chapter("V9", "Words");
    var judging = Wording.judging();
    var grades = Wording.grades();
    double hardest = grades.values().stream().mapToDouble(Double::doubleValue).max().orElse(0);
    long hard = grades.values().stream().filter(grade -> grade > Wording.HIGHEST_GRADE).count();
    chapter.say(
        Wording.count()
            + " texts in every language were searched for "
            + Wording.patterns()
            + " words that judge a person. "
            + grades.size()
            + " English texts may leave the system (flags, tasks, goals, remarks); the hardest asks"
            + " for "
            + Chapter.number(hardest, 1)
            + " years of school (Flesch-Kincaid). That every signal cites a record is in V8.");
    chapter.target(
        "texts that judge a person", "0", judging.size() + listed(judging), judging.isEmpty());
    chapter.target("texts beyond grade 8", "0", hard + listed(keys(grades)), hard == 0);
    return chapter;
  }

  private static List<String> keys(Map<String, Double> grades) {
    return grades.entrySet().stream()
        .filter(entry -> entry.getValue() > Wording.HIGHEST_GRADE)
        .map(Map.Entry::getKey)
        .toList();
  }

  private static String listed(List<String> texts) {
    return texts.isEmpty() ? "" : ": " + String.join(", ", texts);
  }
}
