package org.attune.checks.slices;

import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a worklist offers beside its rows, in a real server with the database that comes along. */
@ExtendWith(ArquillianExtension.class)
class WorklistExtrasIT extends WorklistExtrasChecks {

  @Deployment
  static WebArchive slice() {
    return extras("worklist-extras");
  }
}
