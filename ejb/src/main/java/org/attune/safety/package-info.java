/**
 * The safety pathway: answers that a person must act upon today, handed over to somebody, whatever
 * else is switched off, held back or on trial.
 */
@NullMarked
package org.attune.safety;

import org.jspecify.annotations.NullMarked;
