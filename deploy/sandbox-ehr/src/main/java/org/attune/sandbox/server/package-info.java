/** Runs a real FHIR server on the loopback address and fills it. */
@NullMarked
package org.attune.sandbox.server;

import org.jspecify.annotations.NullMarked;
