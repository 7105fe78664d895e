package org.attune.web.shared;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;

/** The sources of one page, and what must hold for those of every page, whoever looks at it. */
final class PageSources {

  private static final Pattern PLACE = Pattern.compile("\\{(\\w+)}");
  private static final Pattern UNKIND =
      Pattern.compile(
          "resist|complian|refus|\\bpoor|difficult (client|patient)|unmotivated|uncooperative"
              + "|manipulat|attention.seeking|failed to|widerst|verweiger|schwierig",
          Pattern.CASE_INSENSITIVE);

  private final Path folder;
  private final Map<String, String> english;
  private final Map<String, String> german;

  /**
   * The sources of a page.
   *
   * @param folder where they lie
   * @param texts the folders of its texts, within
   */
  PageSources(Path folder, String... texts) {
    this.folder = folder;
    english = texts(folder, texts, "en.json");
    german = texts(folder, texts, "de.json");
  }

  private static Map<String, String> texts(Path folder, String[] texts, String language) {
    Map<String, String> all = new TreeMap<>();
    for (String each : texts) {
      texts(folder.resolve(each).resolve(language))
          .forEach((key, text) -> assertThat(all.put(key, text)).as("twice: %s", key).isNull());
    }
    return all;
  }

  private static Map<String, String> texts(Path file) {
    try {
      Map<String, String> texts = new TreeMap<>();
      new ObjectMapper()
          .readTree(file.toFile())
          .properties()
          .forEach(text -> texts.put(text.getKey(), text.getValue().asText()));
      return texts;
    } catch (IOException unreadable) {
      throw new IllegalStateException(unreadable);
    }
  }

  /** The keys of its texts. */
  Set<String> keys() {
    return english.keySet();
  }

  Path file(String name) {
    return folder.resolve(name);
  }

  String text(String name) throws IOException {
    return Files.readString(file(name));
  }

  /** All of its modules. */
  String modules() throws IOException {
    try (var files = Files.list(folder)) {
      var modules = files.filter(file -> file.toString().endsWith(".js")).sorted().toList();
      var all = new StringBuilder();
      for (var module : modules) {
        all.append(Files.readString(module)).append('\n');
      }
      return all.toString();
    }
  }

  /** The names of its modules and sheets. */
  Set<String> names() throws IOException {
    try (var files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".js") || name.endsWith(".css"))
          .collect(Collectors.toSet());
    }
  }

  /** What its modules ask for, by key or by the shape of a key. */
  Set<String> asked() throws IOException {
    return all(modules(), "[`']([a-z][\\w-]*(?:\\.(?:[\\w-]+|\\$\\{[^}]*}))*)[`']");
  }

  static Set<String> all(String source, String pattern) {
    return Pattern.compile(pattern)
        .matcher(source)
        .results()
        .map(found -> found.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  void everyLanguageHasEveryTextWithTheSamePlacesInIt() {
    assertThat(german.keySet()).isEqualTo(english.keySet());
    assertThat(german.values()).noneMatch(String::isBlank);
    english.forEach(
        (key, text) ->
            assertThat(places(german.getOrDefault(key, ""))).as(key).isEqualTo(places(text)));
  }

  void theTextsSpeakOfTheWorkAndNeverAgainstThePerson() {
    assertThat(english.values()).noneMatch(text -> UNKIND.matcher(text).find());
    assertThat(german.values()).noneMatch(text -> UNKIND.matcher(text).find());
  }

  /** What is asked for in whole is written, as far as it looks like a key at all. */
  static void whatIsAskedForIsWritten(Set<String> asked, Set<String> written) {
    var families = written.stream().map(PageSources::first).collect(Collectors.toSet());
    assertThat(asked)
        .as("asked for and not written")
        .filteredOn(text -> text.contains(".") && !text.contains("${") && !text.contains("/"))
        .filteredOn(text -> families.contains(first(text)))
        .allMatch(text -> written.contains(text) || written.contains(text + ".other"));
  }

  static void whatIsWrittenIsAskedFor(Set<String> written, Set<String> asked) {
    var shapes = asked.stream().map(PageSources::shape).map(Pattern::compile).toList();
    assertThat(written)
        .as("written and never asked for")
        .allMatch(key -> isOneOf(shapes, key) || isOneOf(shapes, single(key)));
  }

  private static boolean isOneOf(Collection<Pattern> shapes, String key) {
    return shapes.stream().anyMatch(shape -> shape.matcher(key).matches());
  }

  void nothingIsKeptInTheBrowserAndNothingIsWrittenPastThePolicy() throws IOException {
    assertThat(modules())
        .doesNotContainPattern("localStorage|sessionStorage|indexedDB|document\\.cookie")
        .doesNotContainPattern("innerHTML|outerHTML|insertAdjacentHTML|unsafeHTML|unsafeSVG")
        .doesNotContainPattern("\\beval\\(|new Function|style=|<style|\\.cssText")
        .doesNotContainPattern("https?://(?!\\\\)");
    assertThat(text("index.html"))
        .doesNotContain("<style")
        .doesNotContain("style=\"")
        .doesNotContainPattern("<script(?![^>]*src=)")
        .contains("default-src 'none'");
  }

  void alsoRunsFromRightToLeft(String sheet) throws IOException {
    assertThat(text(sheet))
        .doesNotContainPattern("(margin|padding|border)-(left|right|top|bottom)")
        .doesNotContainPattern("[;{\\s](left|right|top|bottom|width|height):")
        .doesNotContainPattern("text-align: (left|right)|float: (left|right)");
  }

  static int zipped(Path file) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new GZIPOutputStream(bytes)) {
      Files.copy(file, zip);
    }
    return bytes.size();
  }

  private static Set<String> places(String text) {
    return PLACE
        .matcher(text)
        .results()
        .map(MatchResult::group)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String first(String key) {
    return key.replaceAll("\\..*", "");
  }

  private static String single(String key) {
    return key.replaceAll("\\.(one|other)$", "");
  }

  /** A key with something put into it, as a pattern of the keys it may become. */
  private static String shape(String asked) {
    return Pattern.compile("\\$\\{[^}]*}")
        .splitAsStream(asked + " ")
        .map(part -> Pattern.quote(part.strip()))
        .collect(Collectors.joining("[\\w-]+"));
  }
}
