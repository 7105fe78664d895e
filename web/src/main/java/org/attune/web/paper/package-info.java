/**
 * What goes on paper, for clinicians, for coordinators and for clients: the same words as on the
 * page.
 */
@NullMarked
package org.attune.web.paper;

import org.jspecify.annotations.NullMarked;
