package org.attune.access;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.attune.settings.Configurable;
import org.attune.settings.Setting;
import org.attune.settings.Settings;

/** Which pages may show ours within their own: the EHR's, and nobody else's. */
@ApplicationScoped
public class Embedding implements Configurable {

  private static final Pattern ORIGIN =
      Pattern.compile("https?://(\\*\\.)?[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?(:\\d{1,5})?");

  /** The origins of the EHR's pages. */
  static final Setting<List<String>> ORIGINS =
      new Setting<>(
          "chart.frame-ancestors",
          List.of(),
          "origins such as https://ehr.hospital.example, separated by commas",
          Embedding::origins);

  private final Settings settings;

  @Inject
  public Embedding(Settings settings) {
    this.settings = settings;
  }

  @Override
  public List<Setting<?>> settings() {
    return List.of(ORIGINS);
  }

  private static Optional<List<String>> origins(String text) {
    var origins =
        List.of(text.split(",", -1)).stream()
            .map(String::strip)
            .filter(origin -> !origin.isEmpty())
            .toList();
    return origins.stream().allMatch(origin -> ORIGIN.matcher(origin).matches())
        ? Optional.of(origins)
        : Optional.empty();
  }

  /** What follows {@code frame-ancestors} in a Content-Security-Policy. */
  public String ancestors() {
    var origins = settings.get(ORIGINS);
    return origins.isEmpty() ? "'none'" : String.join(" ", origins);
  }
}
