package org.attune.catalogue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The lint of the texts: words that judge a person, and texts that are hard to read. */
public final class Wording {

  /** A text that may leave the system asks for no more years of school than this. */
  public static final double HIGHEST_GRADE = 8.0;

  /** Words that judge a person; matched anywhere, in any case. */
  static final List<Pattern> BANNED =
      Stream.of(
              "resistan",
              "resisten",
              "non-?complian",
              "compliance",
              "non-?adheren",
              "refus",
              "\\bpoor",
              "difficult (client|patient|person)",
              "attention-seeking",
              "manipulat",
              "uncooperative",
              "failed to",
              "\\bfails to",
              "unmotivated",
              "lack of (motivation|insight|effort)",
              "defian",
              "hostile",
              "drop-?out",
              "\\bdenies\\b",
              "widerst[aä]nd",
              "incomplian",
              "verweiger",
              "weiger",
              "\\bschlecht",
              "schwierige[rn]? (klient|patient|person)",
              "aufmerksamkeitssuch",
              "manipulier",
              "unkooperativ",
              "versäumt",
              "unmotiviert",
              "mangelnde",
              "uneinsichtig",
              "schwänz",
              "therapieabbr",
              "feindselig")
          .map(word -> Pattern.compile(word, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE))
          .toList();

  private Wording() {}

  /** How many texts there are, in every language. */
  public static int count() {
    return CatalogueFiles.all().stream().mapToInt(file -> CatalogueFiles.read(file).size()).sum();
  }

  /** How many words are searched for. */
  public static int patterns() {
    return BANNED.size();
  }

  /** The texts that judge a person, by file and key. */
  public static List<String> judging() {
    var found = new ArrayList<String>();
    for (String file : CatalogueFiles.all()) {
      CatalogueFiles.read(file)
          .forEach(
              (key, text) -> {
                if (BANNED.stream().anyMatch(word -> word.matcher(text).find())) {
                  found.add(file + " " + key);
                }
              });
    }
    return found;
  }

  /** The reading grade of every English text that may leave the system, by file and key. */
  public static Map<String, Double> grades() {
    var grades = new TreeMap<String, Double>();
    for (String file : CatalogueFiles.all()) {
      if (!file.contains("_")) {
        CatalogueFiles.read(file)
            .forEach(
                (key, text) -> {
                  if (mayLeave(key)) {
                    grades.put(file + " " + key, grade(text));
                  }
                });
      }
    }
    return grades;
  }

  /** Whether the text of this key may be written to the chart. */
  static boolean mayLeave(String key) {
    return key.matches("(flag|task|goal|remark)(\\..*)?");
  }

  /** Its reading grade, with a number in each of its gaps. */
  static double grade(String text) {
    return ReadingGrade.of(text.replaceAll("\\{[a-z-]+}", "3"));
  }
}
