/**
 * One therapist's own clients at a glance, most pressing first, and what to take to supervision.
 */
@NullMarked
package org.attune.caseload;

import org.jspecify.annotations.NullMarked;
