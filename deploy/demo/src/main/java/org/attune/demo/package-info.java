/** Shows the whole round trip on real parts, with one command. */
@NullMarked
package org.attune.demo;

import org.jspecify.annotations.NullMarked;
