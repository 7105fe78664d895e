package org.attune.therapy;

import java.time.Instant;

/**
 * Somebody of the service and the client were in touch between sessions.
 *
 * @param source where that is recorded
 * @param at when
 * @param spoken whether they spoke with each other; else the client wrote or left word
 * @param labels what its readers must carry on
 */
public record Contact(Source source, Instant at, boolean spoken, Labels labels) {}
