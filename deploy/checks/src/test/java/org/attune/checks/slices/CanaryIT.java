package org.attune.checks.slices;

import static org.assertj.core.api.Assertions.assertThat;

import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Must fail: it proves that what is red inside the server is reported red outside. */
@ExtendWith(ArquillianExtension.class)
class CanaryIT {

  @Deployment
  static WebArchive slice() {
    return ShrinkWrap.create(WebArchive.class, "canary.war")
        .addAsLibraries(Slice.jarOf(org.assertj.core.api.Assertions.class));
  }

  @Test
  void must_fail_inside_the_server() {
    assertThat(System.getProperty("jboss.server.name")).isEqualTo("the canary sings");
  }
}
