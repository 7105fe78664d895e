/** For whoever comes from the EHR: the way in, with one client in hand. */
@NullMarked
package org.attune.web.launch;

import org.jspecify.annotations.NullMarked;
