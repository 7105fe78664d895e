package org.attune.findings;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.attune.therapy.CourseId;
import org.attune.therapy.Source;

/**
 * Names a finding for life and for the EHR: the same course, detector and onset give the same key,
 * also after the ledger was rebuilt.
 *
 * @param value 64 hexadecimal digits
 */
public record FindingKey(String value) {

  /** The key of what a detector found in a course, beginning with a record of any version. */
  public static FindingKey of(CourseId course, String detector, Source onset) {
    var named =
        String.join("|", course.patient().value(), course.treatment(), detector, onset.reference());
    return new FindingKey(
        HexFormat.of().formatHex(sha256().digest(named.getBytes(StandardCharsets.UTF_8))));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }
}
