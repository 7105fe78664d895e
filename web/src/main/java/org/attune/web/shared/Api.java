package org.attune.web.shared;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** Everything spoken over HTTP stands below {@code /attune/api}. */
@ApplicationPath("/api")
public class Api extends Application {}
