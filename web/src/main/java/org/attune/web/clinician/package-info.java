/** For clinicians, inside the EHR: the chart of one client, and what people do about it. */
@NullMarked
package org.attune.web.clinician;

import org.jspecify.annotations.NullMarked;
