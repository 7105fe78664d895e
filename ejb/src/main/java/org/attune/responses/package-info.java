/** What to try next: which responses a signal may be answered with, and which ones were tried. */
@NullMarked
package org.attune.responses;

import org.jspecify.annotations.NullMarked;
