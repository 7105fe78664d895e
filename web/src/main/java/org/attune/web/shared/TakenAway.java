package org.attune.web.shared;

import jakarta.ws.rs.core.CacheControl;
import jakarta.ws.rs.core.Response;

/** A file that somebody takes away. */
public final class TakenAway {

  private TakenAway() {}

  /**
   * It, for the browser to put down.
   *
   * @param name of the file; it tells nothing of whose it is
   */
  public static Response file(byte[] content, String type, String name) {
    var never = new CacheControl();
    never.setNoStore(true);
    return Response.ok(content, type)
        .cacheControl(never)
        .header("Content-Disposition", "attachment; filename=\"" + name + "\"")
        .build();
  }
}
