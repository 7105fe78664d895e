/** The steps agreed between sessions, and how they went. */
@NullMarked
package org.attune.detection.steps;

import org.jspecify.annotations.NullMarked;
