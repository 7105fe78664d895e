package org.attune.settings;

import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;

/** Fails the deployment, with a sentence, when the site has set something wrong. */
@Singleton
@Startup
public class SettingsAtStart {

  @Inject
  void check(SystemSettings settings, @Any Instance<Configurable> configurable) {
    settings.checkOwn(configurable.stream().toList());
  }
}
