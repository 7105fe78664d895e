/** What goes back to the hospital's record: an outbox, and the port through which it is sent. */
@NullMarked
package org.attune.writeback;

import org.jspecify.annotations.NullMarked;
