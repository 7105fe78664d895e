/** The texts of detectors, signs and gaps in a language. */
@NullMarked
package org.attune.catalogue;

import org.jspecify.annotations.NullMarked;
