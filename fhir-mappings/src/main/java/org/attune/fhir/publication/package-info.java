/** Hands out what Attune publishes: forms, code systems, value sets, maps and extensions. */
@NullMarked
package org.attune.fhir.publication;

import org.jspecify.annotations.NullMarked;
