/** What all of the FHIR side shares: the codes it utters, references, moments and labels. */
@NullMarked
package org.attune.fhir;

import org.jspecify.annotations.NullMarked;
