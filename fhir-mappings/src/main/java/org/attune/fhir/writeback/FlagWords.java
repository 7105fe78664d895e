package org.attune.fhir.writeback;

import ca.uhn.fhir.model.api.TemporalPrecisionEnum;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.TimeZone;
import org.attune.detection.Category;
import org.attune.detection.Level;
import org.attune.fhir.Codes;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Flag;
import org.jspecify.annotations.Nullable;

/** What a Flag of ours says, wherever it stands. */
final class FlagWords {

  private FlagWords() {}

  /**
   * Says it.
   *
   * @param rule the detector's id and the version of its rule
   * @param text one sentence
   */
  static void say(Flag flag, Category category, Level level, String rule, String text) {
    flag.setCategory(
        List.of(new CodeableConcept(new Coding(Codes.FLAG_CATEGORY, code(category), null))));
    flag.setCode(code(rule).setText(text));
    flag.getExtension().removeIf(extension -> Codes.FLAG_PRIORITY.equals(extension.getUrl()));
    flag.addExtension(
        Codes.FLAG_PRIORITY,
        new CodeableConcept(new Coding(Codes.FLAG_PRIORITY_CODE, priority(level), null)));
  }

  static @Nullable DateTimeType moment(@Nullable Instant moment) {
    return moment == null
        ? null
        : new DateTimeType(
            Date.from(moment), TemporalPrecisionEnum.MILLI, TimeZone.getTimeZone("UTC"));
  }

  private static CodeableConcept code(String rule) {
    var parts = rule.split("\\|", 2);
    var coding = new Coding(Codes.SIGNAL, parts[0], null);
    if (parts.length > 1) {
      coding.setVersion(parts[1]);
    }
    return new CodeableConcept(coding);
  }

  private static String code(Category category) {
    return switch (category) {
      case CLINICAL -> "clinical";
      case CONTACT -> "contact";
      case ADMIN -> "admin";
    };
  }

  private static String priority(Level level) {
    return switch (level) {
      case PROMPT -> "PN";
      case INFO -> "PL";
      case REVIEW -> "PM";
      case PRIORITY -> "PH";
    };
  }
}
