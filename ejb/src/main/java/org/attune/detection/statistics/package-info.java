/** The mathematics of the rules: limits, sums and episodes, knowing nothing of clients. */
@NullMarked
package org.attune.detection.statistics;

import org.jspecify.annotations.NullMarked;
