/** Which sessions take place. */
@NullMarked
package org.attune.detection.attendance;

import org.jspecify.annotations.NullMarked;
