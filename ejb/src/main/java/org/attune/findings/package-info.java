/** What the detectors found, kept over time: a finding opens, is looked at by people, and ends. */
@NullMarked
package org.attune.findings;

import org.jspecify.annotations.NullMarked;
