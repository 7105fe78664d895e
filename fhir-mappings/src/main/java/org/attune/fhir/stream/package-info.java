/**
 * Reads a resource from its JSON as fast as its tokens come, into the same objects that HAPI's own
 * parser makes of it, or not at all.
 */
@NullMarked
package org.attune.fhir.stream;

import org.jspecify.annotations.NullMarked;
