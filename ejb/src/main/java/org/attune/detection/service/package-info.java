/** What the service itself caused. */
@NullMarked
package org.attune.detection.service;

import org.jspecify.annotations.NullMarked;
