package org.attune.fhir.chart;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import org.attune.fhir.client.Access;
import org.attune.fhir.client.NeedsAccess;
import org.attune.hooks.AskForHooks;
import org.attune.settings.Settings;

/** The access that asking for Subscriptions takes, where the site wants them. */
@ApplicationScoped
public class NoticeAccess implements NeedsAccess {

  private final Settings settings;

  @Inject
  public NoticeAccess(Settings settings) {
    this.settings = settings;
  }

  @Override
  public List<Access> access() {
    return settings.get(AskForHooks.Where.URL).isEmpty()
        ? List.of()
        : List.of(Access.keeping("Subscription"));
  }
}
