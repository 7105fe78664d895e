/** The only place that asks what time it is. */
@NullMarked
package org.attune.time;

import org.jspecify.annotations.NullMarked;
