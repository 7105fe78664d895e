/** What concerns a group and no member of it. */
@NullMarked
package org.attune.detection.group;

import org.jspecify.annotations.NullMarked;
