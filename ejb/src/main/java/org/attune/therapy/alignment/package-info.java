/**
 * Whether client, therapist and team pull in the same direction: every goal of a course side by
 * side, each statement with the records it rests on, and what the plan overlooks.
 */
@NullMarked
package org.attune.therapy.alignment;

import org.jspecify.annotations.NullMarked;
