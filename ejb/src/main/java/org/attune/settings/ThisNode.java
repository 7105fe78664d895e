package org.attune.settings;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.config.Config;

/**
 * By which name this node of the application server goes. The server knows it, and nodes that share
 * a database must not have the same.
 */
@ApplicationScoped
public class ThisNode {

  private static final String KEY = "jboss.node.name";
  private static final int LONGEST = 100;

  private final String name;

  @Inject
  ThisNode(Config config) {
    var known = config.getOptionalValue(KEY, String.class).orElse("one");
    this.name = known.substring(0, Math.min(LONGEST, known.length()));
  }

  /** Its name. */
  public String name() {
    return name;
  }
}
