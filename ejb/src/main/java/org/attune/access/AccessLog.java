package org.attune.access;

import java.util.List;

/** Takes an account of each request to the record; never fails, never waits for anybody outside. */
public interface AccessLog {

  /** Keeps no account: for programs that ask on behalf of nobody. */
  AccessLog NONE = access -> {};

  /** Keeps the account of a request. */
  void keep(RecordAccess access);

  /** Keeps the accounts of a request that was about several clients. */
  default void keepAll(List<RecordAccess> accesses) {
    accesses.forEach(this::keep);
  }
}
