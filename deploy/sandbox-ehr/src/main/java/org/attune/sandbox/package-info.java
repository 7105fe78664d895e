/** The stand-in hospital's command line. */
@NullMarked
package org.attune.sandbox;

import org.jspecify.annotations.NullMarked;
