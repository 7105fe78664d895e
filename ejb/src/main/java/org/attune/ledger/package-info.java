/** The few facts the rules need, each with its source; can be dropped and rebuilt from the EHR. */
@NullMarked
package org.attune.ledger;

import org.jspecify.annotations.NullMarked;
