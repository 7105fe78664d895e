package org.attune.goals;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Set;
import org.attune.detection.followup.CheckInGap;
import org.attune.detection.goals.PlanBlindSpot;
import org.attune.detection.goals.ReadinessPlan;
import org.attune.settings.Configurable;
import org.attune.settings.Setting;
import org.attune.settings.Settings;
import org.attune.therapy.TherapyCourse;
import org.attune.therapy.alignment.Alignment;
import org.attune.therapy.alignment.BlindSpots;
import org.attune.therapy.alignment.Limits;
import org.attune.therapy.alignment.Matches;
import org.attune.therapy.alignment.Overlooked;

/**
 * Lays the goals of a course side by side and lists everything that its plan overlooks, also what
 * other rules tell of, by the very numbers by which those do.
 */
@ApplicationScoped
public class CompareGoals implements Configurable {

  static final Setting<Integer> READINESS_DAYS = Setting.count("goals.readiness-days", 60, 14, 180);

  private final Settings settings;

  @Inject
  public CompareGoals(Settings settings) {
    this.settings = settings;
  }

  @Override
  public List<Setting<?>> settings() {
    return List.of(READINESS_DAYS);
  }

  /**
   * The goals of a course.
   *
   * @param alignment every goal side by side
   * @param overlooked what the plan overlooks, the earliest first
   */
  public record Picture(Alignment alignment, List<Overlooked> overlooked) {

    public Picture {
      overlooked = List.copyOf(overlooked);
    }
  }

  /**
   * The picture of a course.
   *
   * @param course what is known
   * @param matches which goals a person confirmed to be the same
   */
  public Picture of(TherapyCourse course, Matches matches) {
    var categories = Set.copyOf(settings.get(PlanBlindSpot.PLAN_CATEGORIES));
    var alignment = Alignment.of(course, matches, categories);
    return new Picture(alignment, new BlindSpots(course, alignment).all(limits()));
  }

  private Limits limits() {
    return new Limits(
        settings.get(PlanBlindSpot.GRACE_DAYS),
        settings.get(PlanBlindSpot.ANSWER_DAYS),
        settings.get(PlanBlindSpot.ANSWERS_CUSTOMARY),
        settings.get(CheckInGap.GOAL_DAYS),
        settings.get(CheckInGap.GOAL_SESSIONS),
        settings.get(ReadinessPlan.LOW),
        settings.get(READINESS_DAYS),
        settings.get(PlanBlindSpot.SESSIONS_FOR_ONE),
        settings.get(PlanBlindSpot.CELEBRATE_DAYS));
  }
}
