/** Whose turn it is, where several nodes of a server share one ledger. */
@NullMarked
package org.attune.nodes;

import org.jspecify.annotations.NullMarked;
