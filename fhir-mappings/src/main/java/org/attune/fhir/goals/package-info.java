/** Goals and care plans, without their words. */
@NullMarked
package org.attune.fhir.goals;

import org.jspecify.annotations.NullMarked;
