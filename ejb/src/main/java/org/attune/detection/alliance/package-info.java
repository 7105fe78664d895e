/** The working relationship, as the client rates it. */
@NullMarked
package org.attune.detection.alliance;

import org.jspecify.annotations.NullMarked;
