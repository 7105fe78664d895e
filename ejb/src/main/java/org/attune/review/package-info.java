/**
 * The use cases: read what changed, judge each course that is due, keep account of what was done.
 */
@NullMarked
package org.attune.review;

import org.jspecify.annotations.NullMarked;
