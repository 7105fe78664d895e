/**
 * The synthetic caseload of an outpatient psychotherapy service: pure and seeded, the same seed and
 * day always give the same records.
 */
@NullMarked
package org.attune.sandbox.caseload;

import org.jspecify.annotations.NullMarked;
