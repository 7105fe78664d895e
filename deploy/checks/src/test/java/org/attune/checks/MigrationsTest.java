package org.attune.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** While nodes are upgraded one after the other, the older must still find its tables. */
class MigrationsTest {

  /** Earlier ones make the tables of the first version; nobody can come from before it. */
  private static final int FIRST_TO_ADD_ONLY = 12;

  private static final Path SCRIPTS = Vocabulary.ROOT.resolve("deploy/server/db");
  private static final Pattern NUMBER = Pattern.compile("V(\\d+)__.*\\.sql");

  /** What an older version need not know of. */
  private static final List<Pattern> ADDS =
      Stream.of(
              "create table [a-z_]+ \\(.*\\)",
              "create sequence .*",
              "create index .*",
              "insert into .*",
              // An older version takes once more what is in doubt, too.
              "update known_resource set doubted = true where kind in \\([^()]*\\)",
              "alter table [a-z_]+ add column [a-z_]+ (?!.*not null).*",
              "alter table [a-z_]+ add column [a-z_]+ .* default .* not null")
          .map(Pattern::compile)
          .toList();

  @Test
  void a_migration_only_adds_what_an_older_version_need_not_know_of() throws IOException {
    var scripts = scripts();
    assertThat(scripts.keySet()).contains(FIRST_TO_ADD_ONLY);
    scripts.tailMap(FIRST_TO_ADD_ONLY).values().stream()
        .flatMap(MigrationsTest::statements)
        .forEach(
            statement ->
                assertThat(ADDS)
                    .as(statement)
                    .anyMatch(allowed -> allowed.matcher(statement).matches()));
  }

  @Test
  void what_takes_away_or_changes_is_noticed() {
    assertThat(
            List.of(
                "drop table a",
                "alter table a drop column b",
                "alter table a alter column b set not null",
                "alter table a add column b varchar(5) not null",
                "update a set b = 1",
                "update known_resource set doubted = true",
                "update known_resource set doubted = false where kind in ('goal')"))
        .noneMatch(statement -> ADDS.stream().anyMatch(each -> each.matcher(statement).matches()));
  }

  private static NavigableMap<Integer, String> scripts() throws IOException {
    NavigableMap<Integer, String> scripts = new TreeMap<>();
    try (var files = Files.list(SCRIPTS)) {
      for (var file : files.toList()) {
        var name = NUMBER.matcher(file.getFileName().toString());
        assertThat(name.matches()).as(file.toString()).isTrue();
        scripts.put(Integer.valueOf(name.group(1)), Files.readString(file));
      }
    }
    return scripts;
  }

  private static Stream<String> statements(String script) {
    var bare = script.replaceAll("--[^\n]*", " ").toLowerCase(Locale.ROOT);
    return Stream.of(bare.split(";", -1))
        .map(statement -> statement.replaceAll("\\s+", " ").strip())
        .filter(statement -> !statement.isEmpty());
  }
}
