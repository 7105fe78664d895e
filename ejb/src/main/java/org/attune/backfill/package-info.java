/** Reads the whole record for the first time, in parts that need not wait for each other. */
@NullMarked
package org.attune.backfill;

import org.jspecify.annotations.NullMarked;
