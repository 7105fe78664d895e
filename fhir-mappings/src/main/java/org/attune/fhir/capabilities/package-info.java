/** What the EHR can do: its own word, what harmless trials show, and what follows for us. */
@NullMarked
package org.attune.fhir.capabilities;

import org.jspecify.annotations.NullMarked;
