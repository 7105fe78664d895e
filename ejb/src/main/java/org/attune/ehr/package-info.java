/** The hospital's record as this side sees it: a port to read facts from. */
@NullMarked
package org.attune.ehr;

import org.jspecify.annotations.NullMarked;
