package org.attune.therapy;

/**
 * Why an hour did not take place, in the clinic's words. Codes of the EHR are mapped one by one
 * onto these.
 */
public enum CancellationReason {
  /** Nothing was recorded. */
  NOT_GIVEN(Kind.UNKNOWN),
  /** Only who cancelled, or by which channel, was recorded; that is not a reason. */
  CHANNEL_ONLY(Kind.UNKNOWN),
  /** The client was asked and would rather not say. */
  RATHER_NOT_SAY(Kind.CLIENT),
  /** The client's own reason: it was hard to come, forgotten, not wanted that day. */
  OWN_REASON(Kind.CLIENT),
  /** The client feels better: perhaps an ending should be agreed. */
  FEELING_BETTER(Kind.ENDING),
  /** The client was unhappy with the provider, or changed provider: a question to the client. */
  UNHAPPY_WITH_PROVIDER(Kind.VOICE),
  /** Moved to another hour. */
  RESCHEDULED(Kind.RESCHEDULING),
  /** No transport. */
  TRANSPORT(Kind.ACCESS),
  /** Insurance cover ended or a service was not authorised. */
  COVER(Kind.ACCESS),
  /** Money. */
  COST(Kind.ACCESS),
  /** No interpreter. */
  INTERPRETER(Kind.ACCESS),
  /** Weather. */
  WEATHER(Kind.ACCESS),
  /** Connection, device or a private place for a session at a distance. */
  TECHNOLOGY(Kind.ACCESS),
  /** Work, school, or caring for somebody. */
  WORK_OR_CARE(Kind.ACCESS),
  /** The client moved away. */
  MOVED(Kind.LIFE),
  /** Pregnancy or birth. */
  PREGNANCY_OR_BIRTH(Kind.LIFE),
  /** Illness, hospital stay, bereavement or another event of life. */
  LIFE_EVENT(Kind.LIFE),
  /** The client died. */
  DEATH(Kind.DEATH),
  /** The service, a therapist, a room, the equipment or the booking system. */
  SERVICE(Kind.SERVICE);

  /** Whose cause a reason names. */
  public enum Kind {
    /** Nothing is known; counts neither for nor against anybody. */
    UNKNOWN,
    /** The client's own; the only kind that says anything of how the work is going. */
    CLIENT,
    /** Getting there was hard: an access barrier. */
    ACCESS,
    /** Life got in the way. */
    LIFE,
    /** The service caused it. */
    SERVICE,
    /** The client may be ready to end. */
    ENDING,
    /** The client may want to tell us something. */
    VOICE,
    /** Moved, not dropped: a sign of engagement. */
    RESCHEDULING,
    /** The client died: everything closes. */
    DEATH
  }

  private final Kind kind;

  CancellationReason(Kind kind) {
    this.kind = kind;
  }

  /** Whose cause this reason names. */
  public Kind kind() {
    return kind;
  }
}
