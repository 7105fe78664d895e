package org.attune.settings;

import java.util.Map;

/** Settings of a test: the fallbacks, but for what is given as text. */
public record GivenSettings(Map<String, String> given) implements Settings {

  /** What holds when a site has set nothing. */
  public static final GivenSettings FALLBACKS = new GivenSettings(Map.of());

  /** One setting, everything else as it falls back. */
  public static GivenSettings with(String key, String text) {
    return new GivenSettings(Map.of(key, text));
  }

  @Override
  public <T> T get(Setting<T> setting) {
    var text = given.get(setting.key());
    return text == null
        ? setting.fallback()
        : setting.parse().apply(text).orElseThrow(() -> new SettingRejected(setting.key()));
  }
}
