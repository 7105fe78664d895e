/** The questionnaires that are understood, one data file each. */
@NullMarked
package org.attune.instruments;

import org.jspecify.annotations.NullMarked;
