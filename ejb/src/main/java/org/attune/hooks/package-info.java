/** Being told by the EHR that something has changed, so that it is read sooner. */
@NullMarked
package org.attune.hooks;

import org.jspecify.annotations.NullMarked;
