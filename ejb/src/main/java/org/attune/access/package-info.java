/** Who may see what about whom, and who saw it: open charts, and an account of every access. */
@NullMarked
package org.attune.access;

import org.jspecify.annotations.NullMarked;
