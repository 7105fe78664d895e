/**
 * Foreign text at every door: what is asserted of whatever is read, seeds and findings as ordinary
 * tests, and the target of the coverage-guided runs.
 */
@NullMarked
package org.attune.fhir.fuzz;

import org.jspecify.annotations.NullMarked;
