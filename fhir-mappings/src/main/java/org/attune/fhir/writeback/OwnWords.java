package org.attune.fhir.writeback;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Locale;
import org.attune.catalogue.Catalogue;
import org.attune.settings.Configurable;
import org.attune.settings.Setting;
import org.attune.settings.Settings;

/** The few texts that go into the record beside those of the detectors. */
@ApplicationScoped
public class OwnWords implements Configurable {

  /** In which language they are written. */
  public static final Setting<String> LANGUAGE =
      Setting.oneOf(
          "fhir.language",
          Locale.ENGLISH.getLanguage(),
          Catalogue.LANGUAGES.stream().map(Locale::getLanguage).toList());

  private static final String FILE = "writeback";

  private final Settings settings;
  private final Catalogue catalogue;

  @Inject
  public OwnWords(Settings settings, Catalogue catalogue) {
    this.settings = settings;
    this.catalogue = catalogue;
  }

  @Override
  public List<Setting<?>> settings() {
    return List.of(LANGUAGE);
  }

  String text(String key) {
    return catalogue.text(FILE, key, Locale.forLanguageTag(settings.get(LANGUAGE)));
  }
}
