/** Who may see what, and who saw whom. */
@NullMarked
package org.attune.access;

import org.jspecify.annotations.NullMarked;
