package org.attune.settings;

/** What a site has set. */
public interface Settings {

  /**
   * The value of a setting.
   *
   * @throws SettingRejected when the site has set it to something it may not be
   */
  <T> T get(Setting<T> setting);
}
