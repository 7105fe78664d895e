package org.attune.fhir.writeback;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Locale;
import org.attune.catalogue.Catalogue;
import org.attune.settings.Settings;
import org.attune.writeback.Proposals;

/** The few texts that go into the record beside those of the detectors. */
@ApplicationScoped
public class OwnWords {

  private static final String FILE = "writeback";

  private final Settings settings;
  private final Catalogue catalogue;

  @Inject
  public OwnWords(Settings settings, Catalogue catalogue) {
    this.settings = settings;
    this.catalogue = catalogue;
  }

  String text(String key) {
    return catalogue.text(FILE, key, Locale.forLanguageTag(settings.get(Proposals.LANGUAGE)));
  }
}
