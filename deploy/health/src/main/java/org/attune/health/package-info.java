/** Whether Attune is alive and ready, for the server's health end points. */
@NullMarked
package org.attune.health;

import org.jspecify.annotations.NullMarked;
