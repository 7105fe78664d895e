package org.attune.settings;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.Config;

/** What the site has set in MicroProfile Config below {@code attune.}; the sole reader of it. */
@ApplicationScoped
public class SystemSettings implements Settings {

  /** What every key of ours begins with. */
  public static final String PREFIX = "attune.";

  /** Keys that other modules own and check themselves, without {@link #PREFIX}. */
  static final List<String> ELSEWHERE = List.of("ehr.", "scope.", "fhir.", "cds.", "web.");

  /**
   * What the server's own configuration reads from the environment, as the scripts for IT have it;
   * MicroProfile Config shows the environment too, {@code ATTUNE_DB_URL} as {@code attune.db.url}.
   */
  private static final Set<String> OF_THE_SERVER =
      Set.of(
          "store.password",
          "cluster.password",
          "db.url",
          "db.user",
          "db.password",
          "sign.in.provider",
          "sign.in.client",
          "sign.in.secret",
          "sign.in.algorithm");

  /** More changed letters than this and two keys are no longer the same word mistyped. */
  private static final int TYPING_SLIPS = 6;

  private final Config config;

  @Inject
  public SystemSettings(Config config) {
    this.config = config;
  }

  @Override
  public <T> T get(Setting<T> setting) {
    var text = text(setting);
    return text.isEmpty()
        ? setting.fallback()
        : setting
            .parse()
            .apply(text.get())
            .orElseThrow(() -> new SettingRejected(outOfRange(setting, text.get())));
  }

  /**
   * Checks every setting of some beans, and that nothing unknown is set under some prefixes.
   *
   * @param declared who has settings
   * @param prefixes the beginnings of the keys these beans own, without {@code attune.}, such as
   *     {@code ehr.}
   * @throws SettingRejected with one sentence for each wrong setting
   */
  public void check(Collection<? extends Configurable> declared, List<String> prefixes) {
    check(declared, key -> prefixes.stream().anyMatch(key::startsWith));
  }

  /** Checks all settings but those that other modules own. */
  void checkOwn(Collection<? extends Configurable> declared) {
    check(declared, key -> ELSEWHERE.stream().noneMatch(key::startsWith));
  }

  private void check(Collection<? extends Configurable> declared, Predicate<String> ours) {
    var settings = declared.stream().flatMap(each -> each.settings().stream()).toList();
    var keys = settings.stream().map(Setting::key).collect(Collectors.toCollection(TreeSet::new));
    var complaints = new TreeSet<String>();
    settings.forEach(setting -> complaint(setting).ifPresent(complaints::add));
    StreamSupport.stream(config.getPropertyNames().spliterator(), false)
        .filter(name -> name.startsWith(PREFIX))
        .map(name -> name.substring(PREFIX.length()))
        .filter(ours)
        .filter(key -> !keys.contains(key) && !OF_THE_SERVER.contains(key))
        .filter(key -> settings.stream().noneMatch(setting -> isFromEnvironment(key, setting)))
        .forEach(key -> complaints.add(unknown(key, keys)));
    if (!complaints.isEmpty()) {
      throw new SettingRejected(String.join(" ", complaints));
    }
  }

  /**
   * A variable knows no hyphens: {@code ATTUNE_CHART_IDLE_MINUTES} is shown as {@code
   * attune.chart.idle.minutes}, and is found under the key that is meant.
   */
  private boolean isFromEnvironment(String key, Setting<?> setting) {
    return key.equals(setting.key().replace('-', '.')) && text(setting).isPresent();
  }

  private Optional<String> complaint(Setting<?> setting) {
    return text(setting)
        .filter(text -> setting.parse().apply(text).isEmpty())
        .map(text -> outOfRange(setting, text));
  }

  private Optional<String> text(Setting<?> setting) {
    return config.getOptionalValue(PREFIX + setting.key(), String.class).map(String::strip);
  }

  private static String outOfRange(Setting<?> setting, String text) {
    var meant =
        Stream.of(text.split(",", -1))
            .map(String::strip)
            .filter(part -> !setting.words().contains(part))
            .flatMap(part -> nearest(part, setting.words()).stream())
            .findFirst();
    return "The setting %s%s is \"%s\"; it must be %s.%s"
        .formatted(
            PREFIX,
            setting.key(),
            text,
            setting.range(),
            meant.map(word -> " Did you mean " + word + "?").orElse(""));
  }

  private static String unknown(String key, Set<String> known) {
    return "There is no setting %s%s%s"
        .formatted(
            PREFIX,
            key,
            nearest(key, known).map(each -> "; did you mean " + PREFIX + each + "?").orElse("."));
  }

  private static Optional<String> nearest(String word, Collection<String> known) {
    return known.stream()
        .min(
            Comparator.comparingInt((String each) -> distance(each, word))
                .thenComparing(Comparator.naturalOrder()))
        .filter(each -> distance(each, word) <= TYPING_SLIPS);
  }

  /** How many letters must be added, left out or changed (Levenshtein). */
  private static int distance(String one, String other) {
    var row = new int[other.length() + 1];
    for (int j = 0; j <= other.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= one.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= other.length(); j++) {
        int change = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[other.length()];
  }
}
