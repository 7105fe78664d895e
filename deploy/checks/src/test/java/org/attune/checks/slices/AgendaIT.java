package org.attune.checks.slices;

import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.extension.ExtendWith;

/** Rows of the worklist on the database that comes with the server. */
@ExtendWith(ArquillianExtension.class)
class AgendaIT extends AgendaChecks {

  @Deployment
  static WebArchive slice() {
    return slice("agenda").addClasses(AgendaChecks.class);
  }
}
