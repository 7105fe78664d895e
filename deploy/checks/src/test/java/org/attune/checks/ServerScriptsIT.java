package org.attune.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The very scripts that a hospital runs, on a server as it comes. */
class ServerScriptsIT {

  private static final String ONE = "standalone-full.xml";

  /** A resolver of encrypted expressions that the site had before us. */
  private static final String OF_THE_SITE =
      """
      embed-server --server-config=%s --std-out=discard
      /subsystem=elytron/secret-key-credential-store=theirs:add(path=theirs.key, relative-to=jboss.server.data.dir)
      /subsystem=elytron/expression=encryption:add(resolvers=[{name=theirs, credential-store=theirs, secret-key=key}])
      """;

  private static void run(Path server, String script, String config) throws Exception {
    var text = Files.readString(Vocabulary.ROOT.resolve("deploy/server/cli").resolve(script));
    Server.script(server, text.replace(ONE, config));
  }

  private static String config(Path server, String config) throws IOException {
    return Files.readString(server.resolve("configuration").resolve(config));
  }

  @ParameterizedTest
  @ValueSource(strings = {ONE, "standalone-full-ha.xml"})
  void a_server_draws_its_own_words_keeps_them_when_run_again_and_is_given_back_as_it_was(
      String config) throws Exception {
    var server = Server.asItComes("scripts");
    var before = config(server, config);
    run(server, "install.cli", config);
    var once = config(server, config);
    var key = Files.readString(server.resolve("data/attune/secrets.key"));
    assertThat(once)
        .contains("<credential-reference store=\"attune\" alias=\"key-store\"/>")
        .containsPattern("<credential-reference clear-text=\"\\$\\{ENC::attune:[^}]+}\"/>")
        .doesNotContain("attune-store", "ATTUNE_STORE_PASSWORD");
    assertThat(Files.readString(Server.installed().resolve("data/attune/secrets.key")))
        .as("of another installation")
        .isNotEqualTo(key);

    run(server, "install.cli", config);
    assertThat(config(server, config)).isEqualTo(once);
    assertThat(Files.readString(server.resolve("data/attune/secrets.key"))).isEqualTo(key);

    run(server, "uninstall.cli", config);
    assertThat(config(server, config)).doesNotContain("attune");
    assertThat(config(server, config).contains("<expression-resolver>"))
        .isEqualTo(before.contains("<expression-resolver>"));
    run(server, "install.cli", config);
    assertThat(config(server, config)).contains("store=\"attune\" alias=\"key-store\"");
  }

  @ParameterizedTest
  @ValueSource(strings = "standalone-full-ha.xml")
  void brokers_of_several_nodes_know_each_other_by_a_word_in_the_store_until_it_is_given_back(
      String config) throws Exception {
    var server = Server.asItComes("scripts");
    run(server, "install.cli", config);
    run(server, "nodes.cli", config);
    assertThat(config(server, config))
        .contains("<credential-reference store=\"attune\" alias=\"nodes\"/>")
        .doesNotContain("jboss.messaging.cluster.password");
    run(server, "uninstall.cli", config);
    assertThat(config(server, config))
        .contains("jboss.messaging.cluster.password", "type=\"MPING\"")
        .doesNotContain("attune");
  }

  @ParameterizedTest
  @ValueSource(strings = ONE)
  void a_site_keeps_the_resolver_that_it_had(String config) throws Exception {
    var server = Server.asItComes("scripts");
    Server.script(server, OF_THE_SITE.formatted(config));
    run(server, "install.cli", config);
    assertThat(config(server, config))
        .contains("<resolver name=\"theirs\"", "<resolver name=\"attune\"");
    run(server, "uninstall.cli", config);
    assertThat(config(server, config))
        .contains("<resolver name=\"theirs\"")
        .doesNotContain("attune");
  }
}
