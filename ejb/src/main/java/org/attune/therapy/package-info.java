/**
 * The language of the clinic: what is known of one client's course of psychotherapy. Depends on the
 * JDK alone.
 */
@NullMarked
package org.attune.therapy;

import org.jspecify.annotations.NullMarked;
