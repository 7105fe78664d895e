package org.attune.safety;

import static org.attune.findings.Found.COURSE;
import static org.attune.findings.Found.MONDAY;

import java.time.Duration;
import org.attune.therapy.InstrumentId;
import org.attune.therapy.Labels;
import org.attune.therapy.RiskAnswer;
import org.attune.therapy.Source;

/** Hand-overs for tests. */
public final class HandedOver {

  private HandedOver() {}

  /** An answer about risk that nobody has taken yet. */
  public static SafetyHandover handedOver() {
    var answer =
        new RiskAnswer(
            new Source("QuestionnaireResponse", "q1", "1"),
            COURSE.patient(),
            MONDAY,
            new InstrumentId("phq-9"),
            null,
            null,
            Labels.NONE);
    return new SafetyHandover(SafetyKind.RISK, answer, false, MONDAY, Duration.ofHours(1));
  }
}
