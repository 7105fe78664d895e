/** Reads the whole record at first, or an export in a night, in parts that wait for nobody. */
@NullMarked
package org.attune.backfill;

import org.jspecify.annotations.NullMarked;
