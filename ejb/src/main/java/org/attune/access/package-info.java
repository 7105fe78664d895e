/** Who saw what about whom: an account of every access to the record, on its way to its keeper. */
@NullMarked
package org.attune.access;

import org.jspecify.annotations.NullMarked;
