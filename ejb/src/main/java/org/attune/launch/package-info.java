/** Lets people in from the EHR, one client at a time, and keeps out whom it must. */
@NullMarked
package org.attune.launch;

import org.jspecify.annotations.NullMarked;
