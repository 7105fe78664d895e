/**
 * Real servers that are killed without a warning or run for long, beside a light hospital that
 * keeps count.
 */
@NullMarked
package org.attune.endings;

import org.jspecify.annotations.NullMarked;
