/** What an EHR shows by itself when a chart is opened (CDS Hooks), and what people say to it. */
@NullMarked
package org.attune.cards;

import org.jspecify.annotations.NullMarked;
