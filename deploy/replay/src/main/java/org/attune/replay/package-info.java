/**
 * The replay: what the detectors would have said about a hospital's own past, from exported records
 * and without a server.
 */
@NullMarked
package org.attune.replay;

import org.jspecify.annotations.NullMarked;
