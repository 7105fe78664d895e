package org.attune.findings;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.attune.detection.Level;
import org.attune.settings.Configurable;
import org.attune.settings.Setting;
import org.attune.settings.Settings;
import org.jspecify.annotations.Nullable;

/**
 * Decides which of one client's findings have a flag now, so that few flags are seen instead of
 * many overlooked. The others stand without one and wait. What was written is taken back only for
 * something more pressing. A flag has no last day: what still stands is judged anew each day.
 */
@ApplicationScoped
public class Budget implements Configurable {

  static final Setting<Integer> ACTIVE = Setting.count("budget.active-flags", 2, 1, 5);
  static final Setting<Integer> NEW = Setting.count("budget.new-per-session", 1, 1, 3);
  static final Setting<Integer> QUIET_DAYS = Setting.count("budget.quiet-days", 21, 7, 180);
  static final Setting<Integer> REPEAT_DAYS = Setting.count("budget.repeat-days", 28, 0, 180);

  /** What the client tells us waits for nothing. */
  private static final Set<String> NEVER_WAITS = Set.of("client-voice");

  /** Good news takes nobody's place. */
  private static final Set<String> GOOD_NEWS = Set.of("repair-gain");

  /** Rules that tell much the same story; a rule that is not named here is a family of its own. */
  private static final Map<String, String> FAMILIES =
      Map.ofEntries(
          Map.entry("attendance-change", "attendance"),
          Map.entry("contact-lapse", "attendance"),
          Map.entry("access-barrier", "attendance"),
          Map.entry("after-hard-session", "attendance"),
          Map.entry("closure-ahead", "attendance"),
          Map.entry("tele-setting", "attendance"),
          Map.entry("alliance-drop", "alliance"),
          Map.entry("alliance-drift", "alliance"),
          Map.entry("approach-fit", "alliance"),
          Map.entry("goal-alignment", "alliance"),
          Map.entry("unspoken", "alliance"),
          Map.entry("not-on-track", "outcome"),
          Map.entry("pace", "outcome"),
          Map.entry("step-barrier", "plan"),
          Map.entry("persistence", "plan"),
          Map.entry("readiness-plan", "plan"),
          Map.entry("check-in-gap", "plan"),
          Map.entry("plan-blind-spot", "plan"));

  /** The order in which findings get their turn. */
  static final Comparator<Finding> MOST_PRESSING_FIRST =
      Comparator.comparing(Finding::level)
          .reversed()
          .thenComparing(Finding::since)
          .thenComparing(Finding::detector)
          .thenComparing(each -> each.key().value());

  private final Settings settings;

  @Inject
  public Budget(Settings settings) {
    this.settings = settings;
  }

  @Override
  public List<Setting<?>> settings() {
    return List.of(ACTIVE, NEW, QUIET_DAYS, REPEAT_DAYS);
  }

  /**
   * Gives turns on the chart to one client's findings; the order in which they come does not
   * matter.
   *
   * @param findings every finding of the client, past ones too
   * @param lastAttended when the last session that took place began, or null
   * @param asOf now
   * @return those that got a flag, lost it or began to wait
   */
  public List<Finding> settle(
      Collection<Finding> findings, @Nullable Instant lastAttended, Instant asOf) {
    return new Settling(findings, lastAttended, asOf).changed();
  }

  /** Whether it is for the chart and may have to wait there. */
  static boolean mayWait(Finding finding) {
    return finding.forChart() && !NEVER_WAITS.contains(finding.detector());
  }

  private static boolean takesPlace(Finding finding) {
    return !NEVER_WAITS.contains(finding.detector()) && !GOOD_NEWS.contains(finding.detector());
  }

  private static boolean sameFamily(Finding one, Finding other) {
    return one.course().equals(other.course()) && family(one).equals(family(other));
  }

  private static String family(Finding finding) {
    return FAMILIES.getOrDefault(finding.detector(), finding.detector());
  }

  /** One settling, while it runs. */
  private final class Settling {

    private final List<Finding> all;
    private final Instant asOf;
    private final List<Finding> shown = new ArrayList<>();
    private final Set<Finding> changed = new LinkedHashSet<>();
    private final Set<Finding> fresh;

    Settling(Collection<Finding> findings, @Nullable Instant lastAttended, Instant asOf) {
      this.all = findings.stream().sorted(MOST_PRESSING_FIRST).toList();
      this.asOf = asOf;
      this.fresh =
          all.stream()
              .filter(Budget::takesPlace)
              .filter(since(lastAttended))
              .collect(Collectors.toCollection(HashSet::new));
    }

    /** Whose flag was set since the last session, or lately where there was none. */
    private Predicate<Finding> since(@Nullable Instant lastAttended) {
      var quiet = asOf.minus(Duration.ofDays(settings.get(QUIET_DAYS)));
      var from = lastAttended == null || lastAttended.isBefore(quiet) ? quiet : lastAttended;
      return each -> each.chartSince().filter(from::isBefore).isPresent();
    }

    List<Finding> changed() {
      for (var finding : all) {
        if (!finding.forChart()) {
          leave(finding);
        } else if (finding.onChart() && takesPlace(finding)) {
          shown.add(finding);
        }
      }
      all.stream().filter(Finding::wantsChart).forEach(this::place);
      return List.copyOf(changed);
    }

    private void leave(Finding finding) {
      if (finding.onChart() || finding.stage() == FindingStage.WAITING) {
        finding.leaveChart(asOf);
        changed.add(finding);
      }
    }

    private void place(Finding finding) {
      if (NEVER_WAITS.contains(finding.detector())) {
        show(finding);
      } else if (repeats(finding)) {
        await(finding);
      } else if (!takesPlace(finding)) {
        show(finding);
      } else {
        placeAmongOthers(finding);
      }
    }

    private void placeAmongOthers(Finding finding) {
      var rival = shown.stream().filter(each -> sameFamily(each, finding)).findFirst();
      // One that had its turn since the last session, and comes back, takes nobody else's.
      long others = fresh.stream().filter(each -> each != finding).count();
      boolean turn = others < settings.get(NEW) || finding.level() == Level.PRIORITY;
      if (rival.isPresent()) {
        showInsteadOf(rival.get(), finding);
      } else if (shown.size() < settings.get(ACTIVE) && turn) {
        show(finding);
      } else {
        shown.stream()
            .max(MOST_PRESSING_FIRST)
            .ifPresentOrElse(least -> showInsteadOf(least, finding), () -> await(finding));
      }
    }

    private void showInsteadOf(Finding other, Finding finding) {
      if (finding.level().compareTo(other.level()) > 0 && finding.hold().isPresent()) {
        // It takes the other's place when its turn in the caseload has come, not before.
        finding.awaitTurn(asOf);
        changed.add(finding);
      } else if (finding.level().compareTo(other.level()) > 0) {
        shown.remove(other);
        await(other);
        show(finding);
      } else {
        await(finding);
      }
    }

    private boolean repeats(Finding finding) {
      var from = asOf.minus(Duration.ofDays(settings.get(REPEAT_DAYS)));
      return all.stream()
          .filter(each -> each.detector().equals(finding.detector()))
          .filter(each -> each.course().equals(finding.course()))
          .anyMatch(each -> each.chartUntil().filter(from::isBefore).isPresent());
    }

    private void show(Finding finding) {
      if (finding.hold().isPresent()) {
        finding.awaitTurn(asOf);
      } else {
        finding.show(asOf);
      }
      changed.add(finding);
      if (takesPlace(finding)) {
        shown.add(finding);
        fresh.add(finding);
      }
    }

    private void await(Finding finding) {
      if (finding.stage() != FindingStage.WAITING) {
        finding.await(asOf);
        changed.add(finding);
      }
    }
  }
}
