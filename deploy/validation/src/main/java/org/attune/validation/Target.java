package org.attune.validation;

import org.jspecify.annotations.Nullable;

/**
 * One aim of the plan and what came of it.
 *
 * @param part the part of the plan, such as V4
 * @param what what is measured
 * @param aim what was asked for
 * @param found what was found
 * @param met whether that is enough
 * @param knownMiss why it is missed today, or null where it is met today and must stay so
 */
record Target(
    String part, String what, String aim, String found, boolean met, @Nullable String knownMiss) {

  /** Whether something that was met has been lost. */
  boolean lost() {
    return !met && knownMiss == null;
  }

  /** The verdict in a word. */
  String verdict() {
    return met ? "met" : "**missed**";
  }
}
