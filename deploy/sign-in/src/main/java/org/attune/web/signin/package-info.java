/** For staff who come by themselves: the way in through the hospital's own sign-in. */
@NullMarked
package org.attune.web.signin;

import org.jspecify.annotations.NullMarked;
