package org.attune.replay;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigValue;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.eclipse.microprofile.config.spi.Converter;

/** A file of properties where the server has its configuration. */
final class SiteConfig implements Config {

  private final Map<String, String> properties;

  private SiteConfig(Map<String, String> properties) {
    this.properties = properties;
  }

  /** What the file says; what the command line says goes before it. */
  static SiteConfig of(Options options) throws Trouble {
    var file = options.settings();
    var zone = options.zone();
    var instruments = options.instruments();
    var properties = new TreeMap<String, String>();
    if (file != null) {
      load(file).forEach((key, value) -> properties.put(key.toString(), value.toString()));
    }
    if (zone != null) {
      properties.put("attune.hospital.zone", zone.getId());
    }
    if (instruments != null) {
      properties.put("attune.instruments.folder", instruments.toString());
    }
    return new SiteConfig(properties);
  }

  private static Properties load(Path file) throws Trouble {
    var loaded = new Properties();
    try (var text = Files.newBufferedReader(file)) {
      loaded.load(text);
      return loaded;
    } catch (IOException | IllegalArgumentException unreadable) {
      throw new Trouble(
          ExitCodes.NOT_UNDERSTOOD,
          "The settings in "
              + file
              + " cannot be read; name a file of UTF-8 properties with --settings.");
    }
  }

  @Override
  public <T> T getValue(String name, Class<T> type) {
    return getOptionalValue(name, type).orElseThrow();
  }

  @Override
  public ConfigValue getConfigValue(String name) {
    throw new UnsupportedOperationException("only texts are asked for");
  }

  @Override
  public <T> Optional<T> getOptionalValue(String name, Class<T> type) {
    return Optional.ofNullable(properties.get(name))
        .filter(text -> !text.isEmpty())
        .map(type::cast);
  }

  @Override
  public Iterable<String> getPropertyNames() {
    return List.copyOf(properties.keySet());
  }

  @Override
  public Iterable<ConfigSource> getConfigSources() {
    return List.of();
  }

  @Override
  public <T> Optional<Converter<T>> getConverter(Class<T> type) {
    return Optional.empty();
  }

  @Override
  public <T> T unwrap(Class<T> type) {
    throw new IllegalArgumentException("there is nothing behind it");
  }
}
