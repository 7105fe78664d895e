package org.attune.worklist;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.attune.access.AccessLog;
import org.attune.access.RecordAccess;
import org.attune.access.Role;
import org.attune.agenda.Agenda;
import org.attune.agenda.Matter;
import org.attune.agenda.WorkItems;
import org.attune.agenda.WorkItems.Figures;
import org.attune.agenda.WorkItems.Since;
import org.attune.catalogue.Catalogue;
import org.attune.settings.Configurable;
import org.attune.settings.Setting;
import org.attune.settings.Settings;
import org.attune.worklist.TeamView.Row;
import org.jspecify.annotations.Nullable;

/** Shows leads and coordinators how the work of their units lies, and nothing of a person. */
@ApplicationScoped
public class ShowTeam implements Configurable {

  static final Setting<Integer> SMALLEST = Setting.count("worklist.smallest-cell", 5, 5, 30);

  /** Of fewer, a figure about their clients is a figure about them. */
  private static final long FEWEST_THERAPISTS = 3;

  private static final Duration OLD = Duration.ofDays(14);
  private static final Duration LATELY = Duration.ofDays(7);
  private static final Figures NOTHING = new Figures(0, 0, 0, 0);

  private final WorkItems items;
  private final Rows rows;
  private final Catalogue catalogue;
  private final Settings settings;
  private final AccessLog accounts;
  private final ZoneId zone;
  private final Clock clock;

  @Inject
  ShowTeam(
      WorkItems items,
      Rows rows,
      Catalogue catalogue,
      Settings settings,
      AccessLog accounts,
      ZoneId zone,
      Clock clock) {
    this.items = items;
    this.rows = rows;
    this.catalogue = catalogue;
    this.settings = settings;
    this.accounts = accounts;
    this.zone = zone;
    this.clock = clock;
  }

  @Override
  public List<Setting<?>> settings() {
    return List.of(SMALLEST);
  }

  /** How it lies; empty for whoever is neither lead nor coordinator. */
  @Transactional
  public Optional<TeamView> show(Desk desk, Locale locale) {
    if (desk.role() != Role.LEAD && desk.role() != Role.COORDINATOR) {
      return Optional.empty();
    }
    var now = clock.instant();
    var since =
        new Since(
            now.minus(OLD),
            now.minus(LATELY),
            now.minus(LATELY).plus(Duration.ofDays(settings.get(Agenda.REST_DAYS))));
    var reach = rows.reach(desk);
    var therapists = items.therapists(reach, since);
    var figures = new HashMap<>(items.figures(reach, since));
    figures.keySet().removeIf(it -> therapists.getOrDefault(it, 0L) < FEWEST_THERAPISTS);
    boolean known = therapists.values().stream().anyMatch(it -> it >= FEWEST_THERAPISTS);
    accounts.keep(RecordAccess.team(desk.user()));
    var all =
        Stream.of(Matter.values())
            .map(matter -> row(matter, figures.getOrDefault(matter, NOTHING), locale));
    return Optional.of(
        new TeamView(
            now,
            zone.getId(),
            locale.getLanguage(),
            settings.get(SMALLEST),
            known,
            known ? all.toList() : List.of()));
  }

  private Row row(Matter matter, Figures figures, Locale locale) {
    return new Row(
        matter.name(),
        catalogue.text("worklist", "matter." + Catalogue.key(matter), locale),
        shown(figures.clients()),
        shown(figures.unseen()),
        shown(figures.older()),
        shown(figures.cleared()));
  }

  private @Nullable Long shown(long figure) {
    return figure < settings.get(SMALLEST) ? null : Long.valueOf(figure);
  }
}
