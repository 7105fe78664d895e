package org.attune.agenda;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What a detector's findings are about and what is usually done next.
 *
 * @param matter what about
 * @param step what next
 */
record Usual(Matter matter, NextStep step) {

  private static final Usual ENDING = new Usual(Matter.ATTENDANCE, NextStep.AGREE_ENDING);
  private static final Usual REQUEST = new Usual(Matter.VOICE, NextStep.AS_ASKED);
  private static final Usual UNKNOWN = new Usual(Matter.OUTCOME, NextStep.TALK_WITH_THERAPIST);

  /** What a prompt asks of a plan, by its detector and its wording. */
  private static final Map<String, Usual> QUESTIONS =
      Map.of(
          "check-in-gap flag.goals", new Usual(Matter.GOALS, NextStep.REVIEW_PLAN),
          "readiness-plan flag", new Usual(Matter.GOALS, NextStep.REVIEW_PLAN),
          "plan-blind-spot flag.uncelebrated", new Usual(Matter.GOALS, NextStep.CELEBRATE));

  /** A quiet ending is a matter of its own, by whichever detector. */
  private static final String SAYS_ENDING = "flag.ending";

  /** Who noticed that nothing is heard of a client. */
  static final String GONE_QUIET = "contact-lapse";

  /** Whose requests ask one person to get in touch. */
  private static final String WANTS_TO_BE_HEARD = "client-voice";

  /** How that detector says so where neither the service called off nor an ending was spoken of. */
  static final String SAYS_SILENCE = "flag";

  private static final Map<String, Usual> BY_DETECTOR =
      Map.ofEntries(
          Map.entry("attendance-change", new Usual(Matter.ATTENDANCE, NextStep.CALL)),
          Map.entry(GONE_QUIET, new Usual(Matter.ATTENDANCE, NextStep.CALL)),
          Map.entry("closure-ahead", new Usual(Matter.ATTENDANCE, NextStep.LOOK_BEFORE_RULE)),
          Map.entry("access-barrier", new Usual(Matter.ACCESS, NextStep.OFFER_ACCESS)),
          Map.entry("tele-setting", new Usual(Matter.ACCESS, NextStep.OFFER_ACCESS)),
          Map.entry("service-first", new Usual(Matter.SERVICE, NextStep.CALL)),
          Map.entry("alliance-drop", new Usual(Matter.RELATIONSHIP, NextStep.TALK_WITH_THERAPIST)),
          Map.entry("alliance-drift", new Usual(Matter.RELATIONSHIP, NextStep.TALK_WITH_THERAPIST)),
          Map.entry("approach-fit", new Usual(Matter.RELATIONSHIP, NextStep.TALK_WITH_THERAPIST)),
          Map.entry("repair-gain", new Usual(Matter.GAIN, NextStep.CELEBRATE)),
          Map.entry("goal-alignment", new Usual(Matter.GOALS, NextStep.DECIDE_GOAL)),
          Map.entry("plan-blind-spot", new Usual(Matter.GOALS, NextStep.DECIDE_GOAL)),
          Map.entry("step-barrier", new Usual(Matter.STEPS, NextStep.REVIEW_PLAN)),
          Map.entry("persistence", new Usual(Matter.OUTCOME, NextStep.REVIEW_PLAN)),
          Map.entry("not-on-track", new Usual(Matter.OUTCOME, NextStep.REVIEW_PLAN)),
          Map.entry("pace", new Usual(Matter.OUTCOME, NextStep.REVIEW_PLAN)),
          Map.entry(WANTS_TO_BE_HEARD, new Usual(Matter.VOICE, NextStep.TALK_WITH_THERAPIST)));

  /** Of what a detector found, as its text says it; of one that nobody knows here, a talk. */
  static Usual of(String detector, String wording) {
    return wording.equals(SAYS_ENDING)
        ? ENDING
        : Objects.requireNonNullElse(BY_DETECTOR.get(detector), UNKNOWN);
  }

  /** A goal is decided about where one waits for an answer; else people look at the plan. */
  Usual where(boolean goalWaits) {
    return step == NextStep.DECIDE_GOAL && !goalWaits
        ? new Usual(matter, NextStep.REVIEW_PLAN)
        : this;
  }

  /** What was decided on its goal is entered by a person where the record did not take it. */
  Usual where(boolean goalWaits, boolean byHand) {
    return byHand ? new Usual(matter, NextStep.ENTER_BY_HAND) : where(goalWaits);
  }

  /** Whether to decide on its goal is all that it asks for. */
  boolean asksForADecision() {
    return step == NextStep.DECIDE_GOAL;
  }

  /** Of a request to one person: the same whatever it comes from, so that it tells nothing. */
  static Usual ofRequest() {
    return REQUEST;
  }

  /** Of a prompt that asks something of the plan; empty of any other, which is the therapist's. */
  static Optional<Usual> ofQuestion(String detector, String wording) {
    return Optional.ofNullable(QUESTIONS.get(detector + " " + wording));
  }

  /** Whether the requests of a detector ask that somebody get in touch with the client. */
  static boolean asksForContact(String detector) {
    return detector.equals(WANTS_TO_BE_HEARD);
  }

  /** Whether a detector is known here. */
  static boolean knows(String detector) {
    return BY_DETECTOR.containsKey(detector);
  }
}
