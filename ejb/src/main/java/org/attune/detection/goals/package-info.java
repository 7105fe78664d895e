/** Whether client and therapist work towards the same goals, and as fast as the client is ready. */
@NullMarked
package org.attune.detection.goals;

import org.jspecify.annotations.NullMarked;
