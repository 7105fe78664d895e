/** For clients who were invited to fill a form: this one form, once, and nothing of their chart. */
@NullMarked
package org.attune.web.forms;

import org.jspecify.annotations.NullMarked;
