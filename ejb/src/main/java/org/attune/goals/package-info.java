/** The goals of a course as client, therapist and team have them, and what the plan overlooks. */
@NullMarked
package org.attune.goals;

import org.jspecify.annotations.NullMarked;
