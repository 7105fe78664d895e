package org.attune.findings;

/**
 * Names a finding for life and for the EHR: the same course, detector and onset give the same key,
 * also after the ledger was rebuilt.
 *
 * @param value 64 hexadecimal digits
 */
public record FindingKey(String value) {}
