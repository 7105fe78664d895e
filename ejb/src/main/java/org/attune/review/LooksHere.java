package org.attune.review;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.atomic.AtomicLong;

/** How many looks at clients this node has made since it started. */
@ApplicationScoped
public class LooksHere {

  private final AtomicLong made = new AtomicLong();

  void oneMore() {
    made.incrementAndGet();
  }

  /** How many. */
  public long made() {
    return made.get();
  }
}
