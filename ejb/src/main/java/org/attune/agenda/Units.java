package org.attune.agenda;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.attune.settings.Configurable;
import org.attune.settings.Setting;
import org.attune.settings.Settings;

/**
 * To which unit a client belongs: to that of the therapist to whose caseload their course belongs.
 * Where the site names no units, the whole service is one.
 */
@ApplicationScoped
public class Units implements Configurable {

  /** The shelf of a service that is one unit. */
  public static final String SERVICE = "service";

  /** The shelf of those of whom nobody knows to which unit they belong. */
  public static final String UNPLACED = "unplaced";

  static final Setting<Map<String, String>> UNITS =
      new Setting<>(
          "worklist.units",
          Map.of(),
          "pairs such as Practitioner/7=Organization/12, separated by commas",
          Units::pairs);

  private static final Pattern UNIT =
      Pattern.compile("(?:Organization|HealthcareService|Location)/[A-Za-z0-9.-]{1,64}");

  private static final Pattern PAIR =
      Pattern.compile("\\s*Practitioner/([A-Za-z0-9.-]{1,64})\\s*=" + "\\s*(" + UNIT + ")\\s*");

  private final Settings settings;

  @Inject
  public Units(Settings settings) {
    this.settings = settings;
  }

  @Override
  public List<Setting<?>> settings() {
    return List.of(UNITS);
  }

  /** Whether a text names a unit as the EHR does. */
  public static boolean isUnit(String text) {
    return UNIT.matcher(text).matches();
  }

  /** The units that the site names. */
  public Set<String> known() {
    return Set.copyOf(settings.get(UNITS).values());
  }

  /** Whether the site tells units apart. */
  public boolean apart() {
    return !settings.get(UNITS).isEmpty();
  }

  /**
   * On which shelf the rows of a caseload lie.
   *
   * @param caseload the id of a therapist, or nothing where none is known
   */
  String shelf(String caseload) {
    return apart() ? settings.get(UNITS).getOrDefault(caseload, UNPLACED) : SERVICE;
  }

  private static Optional<Map<String, String>> pairs(String text) {
    var pairs = new LinkedHashMap<String, String>();
    for (String part : text.isBlank() ? new String[0] : text.split(",", -1)) {
      var pair = PAIR.matcher(part);
      if (!pair.matches() || pairs.put(pair.group(1), pair.group(2)) != null) {
        return Optional.empty();
      }
    }
    return Optional.of(Map.copyOf(pairs));
  }
}
