/**
 * The worklist of those who look after a unit: what waits, who has taken it, and what they do about
 * it, by the same acts as on a chart.
 */
@NullMarked
package org.attune.worklist;

import org.jspecify.annotations.NullMarked;
