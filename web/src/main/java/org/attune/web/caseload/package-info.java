/** For therapists: their own caseload at a glance, and the way from there to one chart. */
@NullMarked
package org.attune.web.caseload;

import org.jspecify.annotations.NullMarked;
