package org.attune.access;

/** Takes an account of each request to the record; never fails, never waits for anybody outside. */
public interface AccessLog {

  /** Keeps no account: for programs that ask on behalf of nobody. */
  AccessLog NONE = access -> {};

  /** Keeps the account of a request. */
  void keep(RecordAccess access);
}
