/**
 * Service-wide figures that the rules compare with: how much scores vary, how often sessions are
 * missed.
 */
@NullMarked
package org.attune.norms;

import org.jspecify.annotations.NullMarked;
