/** How the database is reached: the migrations come first, then one entity manager for all. */
@NullMarked
package org.attune.persistence;

import org.jspecify.annotations.NullMarked;
