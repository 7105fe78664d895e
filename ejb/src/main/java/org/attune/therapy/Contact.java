package org.attune.therapy;

import java.time.Instant;

/**
 * Somebody of the service spoke with the client between sessions.
 *
 * @param source where that is recorded
 * @param at when
 */
public record Contact(Source source, Instant at) {}
