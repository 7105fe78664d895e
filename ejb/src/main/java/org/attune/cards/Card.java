package org.attune.cards;

import java.util.UUID;
import org.attune.detection.Level;
import org.attune.findings.FindingKey;

/**
 * One finding in a few words, as an EHR shows it beside the chart.
 *
 * @param id its name in the EHR's feedback, the same for the same finding
 * @param finding the finding
 * @param summary one sentence of less than 140 characters
 * @param detail what it rests on and what else could explain it, in Markdown
 * @param level how much attention it asks for
 */
public record Card(UUID id, FindingKey finding, String summary, String detail, Level level) {

  /** What stands of a key at both ends of the digits that every UUID of our own making sets. */
  private static final int KEPT = 12;

  private static final long VERSION = 0x8000L;
  private static final long VARIANT = 0x8000000000000000L;

  /** The name of a finding's card: its key, as far as it fits (RFC 9562, version 8). */
  static UUID id(FindingKey finding) {
    long high = Long.parseUnsignedLong(finding.value().substring(0, 16), 16);
    long low = Long.parseUnsignedLong(finding.value().substring(16, 32), 16);
    return new UUID((high & ~0xF000L) | VERSION, (low & ~0xC000000000000000L) | VARIANT);
  }

  /** With what the key of a card's finding begins. */
  static String beginning(UUID id) {
    return id.toString().replace("-", "").substring(0, KEPT);
  }
}
