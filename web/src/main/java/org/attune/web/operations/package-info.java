/** For the people who run the server: how Attune is. */
@NullMarked
package org.attune.web.operations;

import org.jspecify.annotations.NullMarked;
