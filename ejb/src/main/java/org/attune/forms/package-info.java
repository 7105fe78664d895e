/** Forms that clients fill here, for their own record. */
@NullMarked
package org.attune.forms;

import org.jspecify.annotations.NullMarked;
