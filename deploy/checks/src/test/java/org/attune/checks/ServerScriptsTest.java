package org.attune.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** No script that a hospital runs says a secret, or where else than in a store one might lie. */
class ServerScriptsTest {

  private static final Pattern SAID =
      Pattern.compile("(?:clear-text|secret-value|secret|password)\\s*=\\s*\"?(?<value>[^,)}\"]*)");

  private static final Pattern WRITTEN =
      Pattern.compile("name=[a-z-]*(?:password|secret), value=\"?(?<value>[^,)}\"]*)");

  private static final Pattern FROM_THE_ENVIRONMENT =
      Pattern.compile("\\$\\{env\\.[A-Z_]*(?:PASSWORD|SECRET|WORD|KEY|TOKEN)");

  /** What was drawn and sealed before, by the script itself; or what the server came with. */
  private static final Pattern DRAWN =
      Pattern.compile("\\$[a-z]+|\\$\\{jboss\\.messaging\\.cluster\\.password:CHANGE ME!!");

  private static List<String> lines() throws IOException {
    try (var scripts = Files.list(Vocabulary.ROOT.resolve("deploy/server/cli"))) {
      var lines =
          scripts
              .flatMap(script -> read(script).lines())
              .filter(line -> !line.startsWith("#"))
              // What is sealed is kept nowhere.
              .filter(line -> !line.contains(":create-expression("))
              .toList();
      assertThat(lines).hasSizeGreaterThan(100);
      return lines;
    }
  }

  private static String read(Path script) {
    try {
      return Files.readString(script);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  @Test
  void no_script_says_a_password_or_a_secret() throws IOException {
    for (var line : lines()) {
      for (var pattern : List.of(SAID, WRITTEN)) {
        var said = pattern.matcher(line);
        while (said.find()) {
          assertThat(said.group("value")).as(line).matches(DRAWN);
        }
      }
    }
  }

  @Test
  void no_script_has_a_secret_read_from_the_environment() throws IOException {
    assertThat(lines()).noneMatch(line -> FROM_THE_ENVIRONMENT.matcher(line).find());
  }

  @Test
  void whatever_needs_a_secret_names_its_place_in_our_store() throws IOException {
    assertThat(
            lines().stream()
                .filter(line -> line.matches(".*credential-reference(=|, value=)\\{.*")))
        .hasSizeGreaterThanOrEqualTo(5)
        .allMatch(
            line ->
                line.contains("{store=attune, alias=")
                    || line.contains("/credential-store=attune:add("));
  }
}
