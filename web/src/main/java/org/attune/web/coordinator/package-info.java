/** For care coordinators and leads: their worklist. */
@NullMarked
package org.attune.web.coordinator;

import org.jspecify.annotations.NullMarked;
