package org.attune.fhir.questionnaire;

import java.util.Map;
import org.attune.fhir.Codes;
import org.attune.therapy.ChartFact;
import org.attune.therapy.Reading;
import org.attune.therapy.Respondent;
import org.attune.therapy.TeleCheck;
import org.attune.therapy.TeleCheck.Connection;

/** Reads how the setting of a session at a distance was. */
final class TeleCheckReader implements FormReader {

  static final Map<String, Connection> CONNECTIONS =
      Map.of(
          "good", Connection.GOOD,
          "trouble", Connection.TROUBLE,
          "failed", Connection.FAILED);

  @Override
  public Reading<ChartFact> read(Filling filling) {
    var sheet = filling.sheet();
    return sheet.unlessOffTheForm(
        new TeleCheck(
            filling.source(),
            filling.client(),
            filling.form(),
            filling.at(),
            sheet.said("private"),
            sheet.said("interrupted"),
            sheet.choice("connection", Codes.CONNECTION, CONNECTIONS),
            // Therapists say it of themselves; nobody else is asked.
            filling.respondent() == Respondent.THERAPIST ? sheet.said("distracted") : null,
            filling.respondent(),
            filling.visit(),
            filling.therapist(),
            filling.labels()));
  }
}
