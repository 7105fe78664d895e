/** How fast courses are judged and resources are mapped. */
@NullMarked
package org.attune.benchmarks;

import org.jspecify.annotations.NullMarked;
