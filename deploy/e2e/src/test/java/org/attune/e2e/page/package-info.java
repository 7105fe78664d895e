/**
 * The pages as they are shipped, looked at by a real browser; what the server would say is given.
 */
@NullMarked
package org.attune.e2e.page;

import org.jspecify.annotations.NullMarked;
