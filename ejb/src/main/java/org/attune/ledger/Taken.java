package org.attune.ledger;

/**
 * What came of taking some entries, counted in resources.
 *
 * @param kept told facts that are kept
 * @param gaps could not be read
 * @param withdrawn were taken back
 * @param outside do not concern psychotherapy here
 * @param unchanged told nothing that was not known
 */
public record Taken(int kept, int gaps, int withdrawn, int outside, int unchanged) {}
