package org.attune.therapy;

/** One fact about one client, as one resource of the EHR tells it. */
public sealed interface ChartFact
    permits Booking,
        Visit,
        Treatment,
        ScaleScore,
        RiskAnswer,
        CheckIn,
        SessionNote,
        GoalReview,
        ReadinessRuler,
        StepReview,
        TeleCheck,
        CareGoal,
        Plan,
        GoalScore,
        DocumentedResponse,
        Exchange,
        Objection,
        Client {

  /** Whom the fact is about. */
  PatientId patient();

  /** Where it was read. */
  Source source();

  /** The labels that everything derived from it must carry on. */
  Labels labels();
}
