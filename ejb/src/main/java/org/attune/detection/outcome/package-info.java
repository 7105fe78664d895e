/** How the client is doing, by scored questionnaires. */
@NullMarked
package org.attune.detection.outcome;

import org.jspecify.annotations.NullMarked;
