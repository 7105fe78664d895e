/** What the client says of the sessions, heard before everything else. */
@NullMarked
package org.attune.detection.voice;

import org.jspecify.annotations.NullMarked;
