package org.attune.launch;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.attune.access.AccessLog;
import org.attune.access.OwnPatients;
import org.attune.access.RecordAccess;
import org.attune.access.RecordAccess.Outcome;
import org.attune.access.Role;
import org.attune.access.WorklistSessions;
import org.attune.access.WorklistViewer;
import org.attune.agenda.Units;
import org.attune.ehr.EhrUnavailable;
import org.attune.settings.Configurable;
import org.attune.settings.Setting;
import org.attune.settings.Settings;
import org.jspecify.annotations.Nullable;

/**
 * Opens the worklist for somebody whom the hospital's sign-in vouches for. Who they are, in which
 * role and for which units, its claims say; what its words mean here, the site has set. Who has no
 * role, no unit or no name that the EHR knows is not let in, and told what is missing.
 */
@ApplicationScoped
public class LetIntoWorklist implements Configurable {

  /** Instead of the name of a claim: the sign-in knows no units, and everybody works for all. */
  static final String NO_UNITS = "none";

  static final Setting<String> USER_CLAIM = Setting.text("sign-in.user-claim", "fhirUser");
  static final Setting<String> ROLE_CLAIM = Setting.text("sign-in.role-claim", "roles");
  static final Setting<String> UNIT_CLAIM = Setting.text("sign-in.unit-claim", "units");

  static final Setting<List<String>> COORDINATORS =
      Setting.list("sign-in.coordinator-roles", List.of("attune-coordinator"));

  static final Setting<List<String>> LEADS =
      Setting.list("sign-in.lead-roles", List.of("attune-lead"));

  static final Setting<List<String>> OUTREACH =
      Setting.list("sign-in.outreach-roles", List.of("attune-outreach"));

  static final Setting<Map<String, String>> UNITS =
      new Setting<>(
          "sign-in.units",
          Map.of(),
          "pairs such as ward-3=Organization/12, separated by commas; * stands for all units",
          LetIntoWorklist::pairs);

  /** The role that may do most first. */
  private static final List<Role> ROLES = List.of(Role.LEAD, Role.COORDINATOR, Role.OUTREACH);

  private static final Pattern PAIR =
      Pattern.compile("\\s*([^=,]*[^=,\\s])\\s*=\\s*([^=,\\s]+)\\s*");

  private static final Logger LOG = Logger.getLogger(LetIntoWorklist.class.getName());

  private static final String PRACTITIONER = "Practitioner/";

  /** A reference, with or without the address of the EHR before it; or the bare id. */
  private static final Pattern PERSON =
      Pattern.compile("(?:(?:https?://\\S+/)?Practitioner/)?([A-Za-z0-9\\-.]{1,64})");

  private final WorklistSessions worklists;
  private final OwnPatients own;
  private final AccessLog accounts;
  private final Settings settings;

  @Inject
  public LetIntoWorklist(
      WorklistSessions worklists, OwnPatients own, AccessLog accounts, Settings settings) {
    this.worklists = worklists;
    this.own = own;
    this.accounts = accounts;
    this.settings = settings;
  }

  /** What came of it. */
  public sealed interface Entry {

    /**
     * They are let in.
     *
     * @param code to be swapped by the page, once
     */
    record Open(String code) implements Entry {

      @Override
      public String toString() {
        return "a worklist";
      }
    }

    /**
     * They are not.
     *
     * @param missing what the sign-in does not say of them
     * @param claim in which claim it would be said
     * @param words any of which would do; empty where that cannot be told
     */
    record Refused(Missing missing, String claim, List<String> words) implements Entry {

      public Refused {
        words = List.copyOf(words);
      }
    }

    /** Nobody can tell now which record is their own, since the EHR does not answer. */
    record Silent() implements Entry {}
  }

  /** What a sign-in can fail to say. */
  public enum Missing {
    /** Who they are in the EHR. */
    PERSON,
    /** A role that works at a worklist. */
    ROLE,
    /** A unit for which they work. */
    UNIT
  }

  @Override
  public List<Setting<?>> settings() {
    return List.of(USER_CLAIM, ROLE_CLAIM, UNIT_CLAIM, COORDINATORS, LEADS, OUTREACH, UNITS);
  }

  /**
   * Lets in whoever has signed in.
   *
   * @param claims what the sign-in says under the name of a claim, verified; empty for nothing
   */
  public Entry arrive(Function<String, List<String>> claims) {
    var user = user(claims);
    var role = role(claims);
    var units = units(claims);
    if (user == null) {
      return refused(null, Missing.PERSON, USER_CLAIM, List.of());
    }
    if (role == null) {
      return refused(user, Missing.ROLE, ROLE_CLAIM, rolesThatDo());
    }
    if (units.isEmpty()) {
      return refused(user, Missing.UNIT, UNIT_CLAIM, List.of());
    }
    try {
      return new Entry.Open(worklists.open(user, role, units, own.of(user)));
    } catch (EhrUnavailable silent) {
      LOG.log(Level.WARNING, "Nobody can be let into a worklist now: {0}", silent.getMessage());
      accounts.keep(RecordAccess.worklist(user, Outcome.REFUSED));
      return new Entry.Silent();
    }
  }

  private Entry refused(
      @Nullable String user, Missing missing, Setting<String> claim, List<String> words) {
    accounts.keep(RecordAccess.worklist(user, Outcome.REFUSED));
    return new Entry.Refused(missing, settings.get(claim), words);
  }

  private @Nullable String user(Function<String, List<String>> claims) {
    var said = claims.apply(settings.get(USER_CLAIM));
    var found = PERSON.matcher(said.size() == 1 ? said.get(0) : "");
    return found.matches() ? PRACTITIONER + found.group(1) : null;
  }

  /** Who has several comes in the one that may do most. */
  private @Nullable Role role(Function<String, List<String>> claims) {
    var said = claims.apply(settings.get(ROLE_CLAIM));
    return ROLES.stream()
        .filter(role -> said.stream().anyMatch(settings.get(words(role))::contains))
        .findFirst()
        .orElse(null);
  }

  private static Setting<List<String>> words(Role role) {
    return role == Role.LEAD ? LEADS : role == Role.OUTREACH ? OUTREACH : COORDINATORS;
  }

  private List<String> units(Function<String, List<String>> claims) {
    if (!tellsUnits(settings)) {
      return List.of(WorklistViewer.EVERY_UNIT);
    }
    var meant = settings.get(UNITS);
    var units =
        claims.apply(settings.get(UNIT_CLAIM)).stream()
            .flatMap(said -> Stream.ofNullable(meant.getOrDefault(said, reference(said))))
            .distinct()
            .sorted()
            .toList();
    return units.contains(WorklistViewer.EVERY_UNIT) ? List.of(WorklistViewer.EVERY_UNIT) : units;
  }

  /** A sign-in that speaks the language of the EHR needs no dictionary. */
  private static @Nullable String reference(String said) {
    return Units.isUnit(said) ? said : null;
  }

  private List<String> rolesThatDo() {
    return Stream.of(COORDINATORS, LEADS, OUTREACH)
        .flatMap(each -> settings.get(each).stream())
        .distinct()
        .toList();
  }

  /** Whether the sign-in names units, and not only people. */
  public static boolean tellsUnits(Settings settings) {
    return !settings.get(UNIT_CLAIM).equals(NO_UNITS);
  }

  /** The units that the site's dictionary for the sign-in names. */
  public static Set<String> knownUnits(Settings settings) {
    return settings.get(UNITS).values().stream()
        .filter(Units::isUnit)
        .collect(Collectors.toUnmodifiableSet());
  }

  private static boolean isUnitOrAll(String text) {
    return text.equals(WorklistViewer.EVERY_UNIT) || Units.isUnit(text);
  }

  private static Optional<Map<String, String>> pairs(String text) {
    var pairs = new LinkedHashMap<String, String>();
    for (String part : text.split(",", -1)) {
      var pair = PAIR.matcher(part);
      if (!pair.matches() || !isUnitOrAll(pair.group(2))) {
        return Optional.empty();
      }
      pairs.put(pair.group(1), pair.group(2));
    }
    return Optional.of(Map.copyOf(pairs));
  }
}
