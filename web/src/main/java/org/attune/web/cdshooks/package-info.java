/** For EHRs that show cards by themselves: CDS Hooks 2.0. */
@NullMarked
package org.attune.web.cdshooks;

import org.jspecify.annotations.NullMarked;
