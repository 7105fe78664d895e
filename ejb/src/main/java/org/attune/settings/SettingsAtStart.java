package org.attune.settings;

import jakarta.annotation.PostConstruct;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;

/** Fails the deployment, with a sentence, when the site has set something wrong. */
@Singleton
@Startup
public class SettingsAtStart {

  @Inject private SystemSettings settings;
  @Inject @Any private Instance<Configurable> configurable;

  @PostConstruct
  void check() {
    settings.checkOwn(configurable.stream().toList());
  }
}
