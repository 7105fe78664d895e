/** What the team does with what was noticed, said once everything else has been said. */
@NullMarked
package org.attune.detection.followup;

import org.jspecify.annotations.NullMarked;
