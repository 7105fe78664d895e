/**
 * Which goal of the team's plans a client's own goal is: what the record says, what its words
 * suggest, and what a person decided. Words are read when somebody asks and never kept.
 */
@NullMarked
package org.attune.matching;

import org.jspecify.annotations.NullMarked;
