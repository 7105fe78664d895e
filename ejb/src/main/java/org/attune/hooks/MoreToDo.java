package org.attune.hooks;

/**
 * Said when a person did something that must not wait for the next round by itself: it stands in
 * the database and has still to be sent, read or judged. Whoever says it within a transaction is
 * heard when that is committed, and not when it is rolled back.
 */
public record MoreToDo() {}
