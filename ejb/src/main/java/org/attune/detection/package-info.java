/**
 * The detectors: each looks at one course and says, with its evidence, what may be worth a
 * conversation.
 */
@NullMarked
package org.attune.detection;

import org.jspecify.annotations.NullMarked;
