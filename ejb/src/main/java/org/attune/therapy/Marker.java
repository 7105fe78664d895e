package org.attune.therapy;

/**
 * Something a therapist may notice in a session and note on their own form. Each says what happened
 * in the hour; none says what the client is like.
 */
public enum Marker {
  /** Took little part. */
  LITTLE_PART("b06"),
  /** Stayed general. */
  STAYED_GENERAL("b09"),
  /** Silence after a question. */
  SILENCE("b10"),
  /** Answered "I don't know". */
  DO_NOT_KNOW("b11"),
  /** Spoke across each other. */
  SPOKE_ACROSS("b12"),
  /** Attention went elsewhere. */
  ATTENTION_ELSEWHERE("b13"),
  /** Contested what was said. */
  CONTESTED("b14"),
  /** Saw no need for change. */
  NO_NEED_SEEN("b15"),
  /** Said openly that they do not want this change. */
  SPOKE_AGAINST("b16"),
  /** Feedback did not land. */
  FEEDBACK_DID_NOT_LAND("b17"),
  /** Spoke of what is outside one's control. */
  OUTSIDE_FACTORS("b18"),
  /** Moved away from a topic, or the same story came again. */
  MOVED_AWAY("b19"),
  /** A topic was left out; by whom is asked apart. */
  LEFT_OUT("b20"),
  /** Did not take to a method, a pace or the terms. */
  METHOD_DID_NOT_FIT("b21"),
  /** Tension, posture, gaze: context only. */
  BODY("b22"),
  /** Spoke about feelings from a distance. */
  FROM_A_DISTANCE("c01"),
  /** Agreed with everything. */
  AGREED_WITH_ALL("c02"),
  /** Half agreed: "I'll try". */
  HALF_AGREED("c04"),
  /** Doubted that it can help. */
  DOUBTED("c05"),
  /** Kept the therapist at a distance in words. */
  DISTANCE_IN_WORDS("c07"),
  /** Two minds about a change. */
  TWO_MINDS("c08"),
  /** Withdrew. */
  WITHDREW("e03"),
  /** Could not be reached when it hurt. */
  OUT_OF_REACH("e04"),
  /** Anger about the change. */
  ANGER_AT_CHANGE("e06"),
  /** A sudden shift when a subject came up. */
  SUDDEN_SHIFT("e07"),
  /** Spoke sharply, or was on guard. */
  ON_GUARD("e08"),
  /** Asked to be spared. */
  ASKED_TO_BE_SPARED("e09"),
  /** A sharp attack in words, others joining in. */
  ATTACK("r08"),
  /** In the group: words and tone differed. */
  GROUP_HALF_AGREED("g03"),
  /** In the group: asked to be spared. */
  GROUP_ASKED_TO_BE_SPARED("g04"),
  /** In the group: a topic was left out. */
  GROUP_LEFT_OUT("g05"),
  /** In the group: withdrew. */
  GROUP_WITHDREW("g06"),
  /** In the group: took no part at all. */
  GROUP_NO_PART("g07"),
  /** The therapist was distracted. */
  THERAPIST_DISTRACTED("v02");

  private final String sign;

  Marker(String sign) {
    this.sign = sign;
  }

  /** The code of the sign in the published vocabulary. */
  public String sign() {
    return sign;
  }
}
