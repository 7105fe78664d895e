package org.attune.fhir;

import java.util.HashMap;
import java.util.Map;
import org.attune.settings.Setting;
import org.attune.settings.SettingRejected;
import org.attune.settings.Settings;

/** Settings as a site would write them, for tests. */
public final class SiteSettings implements Settings {

  public static final String SERVICE = "https://hospital.example/fhir/CodeSystem/service";
  public static final String SITE_REASON = "https://hospital.example/fhir/CodeSystem/cancellation";
  public static final String CANCELLED_AT =
      "https://hospital.example/fhir/StructureDefinition/cancelled-at";

  private final Map<String, String> texts = new HashMap<>();

  /** The sandbox hospital. */
  public static SiteSettings hospital() {
    return new SiteSettings()
        .with(
            "scope.services",
            SERVICE
                + "|psychotherapy-individual=individual, "
                + SERVICE
                + "|psychotherapy-group=group")
        .with("fhir.cancelled-at-extension", CANCELLED_AT)
        .with("fhir.communications", "true")
        .with(
            "fhir.cancellation-codes",
            SITE_REASON
                + "|own-reason=OWN_REASON, "
                + SITE_REASON
                + "|asked-no-answer=RATHER_NOT_SAY, "
                + SITE_REASON
                + "|work-or-care=WORK_OR_CARE, "
                + SITE_REASON
                + "|illness=LIFE_EVENT");
  }

  public SiteSettings with(String key, String text) {
    texts.put(key, text);
    return this;
  }

  /** As if nobody had set it. */
  public SiteSettings without(String key) {
    texts.remove(key);
    return this;
  }

  @Override
  public <T> T get(Setting<T> setting) {
    var text = texts.get(setting.key());
    return text == null
        ? setting.fallback()
        : setting
            .parse()
            .apply(text)
            .orElseThrow(() -> new SettingRejected(setting.key() + " must be " + setting.range()));
  }
}
