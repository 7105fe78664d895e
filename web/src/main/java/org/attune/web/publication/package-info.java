/** For the people who look after the record and its terminology: what Attune publishes. */
@NullMarked
package org.attune.web.publication;

import org.jspecify.annotations.NullMarked;
