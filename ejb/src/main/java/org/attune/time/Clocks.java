package org.attune.time;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.attune.settings.Configurable;
import org.attune.settings.Setting;
import org.attune.settings.Settings;

/** The clock and the time zone of the hospital. */
@ApplicationScoped
public class Clocks implements Configurable {

  private static final String OF_THE_SERVER = "server";

  static final Setting<String> ZONE =
      new Setting<>(
          "hospital.zone",
          OF_THE_SERVER,
          "a time zone such as Europe/Berlin, or \"server\" for the server's own",
          text -> text.equals(OF_THE_SERVER) ? Optional.of(text) : zone(text).map(ZoneId::getId));

  private final Settings settings;

  @Inject
  public Clocks(Settings settings) {
    this.settings = settings;
  }

  @Override
  public List<Setting<?>> settings() {
    return List.of(ZONE);
  }

  /** The time zone in which the hospital counts its days. */
  @Produces
  public ZoneId hospitalZone() {
    var zone = settings.get(ZONE);
    return zone.equals(OF_THE_SERVER) ? ZoneId.systemDefault() : ZoneId.of(zone);
  }

  /** The real clock, in the hospital's zone. */
  @Produces
  public Clock clock() {
    return Clock.system(hospitalZone());
  }

  private static Optional<ZoneId> zone(String text) {
    try {
      return Optional.of(ZoneId.of(text));
    } catch (DateTimeException unknown) {
      return Optional.empty();
    }
  }
}
