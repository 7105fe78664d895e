/** What every audience's pages share. */
@NullMarked
package org.attune.web.shared;

import org.jspecify.annotations.NullMarked;
