/** The port to write to, kept on FHIR: look first, write once, leave people's edits alone. */
@NullMarked
package org.attune.fhir.writeback;

import org.jspecify.annotations.NullMarked;
