/** Every setting, declared beside its user; read and checked in one place. */
@NullMarked
package org.attune.settings;

import org.jspecify.annotations.NullMarked;
