/** Whole packages in a real server, with a real database. */
package org.attune.checks.slices;
