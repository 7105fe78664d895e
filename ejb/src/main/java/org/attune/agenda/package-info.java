/**
 * What coordinators have before them: one row for each finding that they may see, kept in step with
 * it, and in the order in which it is worked off.
 */
@NullMarked
package org.attune.agenda;

import org.jspecify.annotations.NullMarked;
