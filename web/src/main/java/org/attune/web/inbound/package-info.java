/** For the EHR itself: where it tells that something has changed. */
@NullMarked
package org.attune.web.inbound;

import org.jspecify.annotations.NullMarked;
