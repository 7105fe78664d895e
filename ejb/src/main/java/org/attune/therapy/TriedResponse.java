package org.attune.therapy;

import java.time.Instant;

/**
 * Something people tried because of a signal.
 *
 * @param detector which detector's signal it answered
 * @param response what was tried, a code such as {@code st-06}
 * @param at when that was logged
 */
public record TriedResponse(String detector, String response, Instant at) {}
