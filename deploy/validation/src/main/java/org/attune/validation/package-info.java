/** How the detectors behave on simulated cohorts, beside the rules that others have published. */
@NullMarked
package org.attune.validation;

import org.jspecify.annotations.NullMarked;
