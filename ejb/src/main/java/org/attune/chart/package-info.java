/**
 * One client's chart as people read it: what stands, why, what else may explain it, what to try.
 */
@NullMarked
package org.attune.chart;

import org.jspecify.annotations.NullMarked;
