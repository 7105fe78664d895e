package org.attune.sandbox.caseload;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.hl7.fhir.r4.model.CarePlan.CarePlanStatus;
import org.hl7.fhir.r4.model.Goal.GoalLifecycleStatus;
import org.jspecify.annotations.Nullable;

/** The goals of one client, and the plan of the team, while their story is being told. */
final class Aims {

  private static final List<String> USUAL =
      List.of(
          "Sleep through four nights of the week",
          "Take the tram again",
          "Say no at work once a week",
          "Call my sister on Sundays",
          "Walk half an hour on most days",
          "Be able to sit with sadness without hiding it",
          "Go back to the choir",
          "Fewer evenings spent worrying");

  private static final List<String> UNDER_WAY = List.of("in-progress", "no-change");

  private final List<Aim> all = new ArrayList<>();

  CarePlanStatus plan = CarePlanStatus.ACTIVE;

  /** The last day of the plan, or null. */
  @Nullable LocalDate planEnded;

  /** Goals of somebody else that the plan names, as references. */
  final List<String> goalsOfOthers = new ArrayList<>();

  /**
   * One to three goals, none of them nearer or reached yet. What the therapist put forward and the
   * client has not answered is in no plan.
   */
  static Aims usual(Dice dice, LocalDate since) {
    var aims = new Aims();
    int goals = dice.between(1, 3);
    for (int i = 1; i <= goals; i++) {
      var aim = aims.add(dice.oneOf(USUAL), since);
      aim.achievement = dice.oneOf(UNDER_WAY);
      aim.clients = i == 1 || dice.happens(.5);
      if (!aim.clients && dice.happens(.2)) {
        aim.clientSays = "pending";
        aim.life = GoalLifecycleStatus.PROPOSED;
        aim.inPlan = false;
      }
    }
    return aims;
  }

  /** One goal more, the client's own, agreed and in the plan. */
  Aim add(String words, LocalDate since) {
    var aim = new Aim(all.size() + 1, words, since);
    all.add(aim);
    return aim;
  }

  /** The goal of a number; the first is 1. */
  Aim get(int number) {
    return all.get(number - 1);
  }

  List<Aim> all() {
    return List.copyOf(all);
  }

  /** Those that are pursued now. */
  List<Aim> pursued() {
    return all.stream().filter(aim -> aim.life == GoalLifecycleStatus.ACTIVE).toList();
  }

  /** The record itself says when its goals were looked at. */
  void lookedAt(LocalDate day) {
    pursued().forEach(aim -> aim.statusOn = day);
  }
}
