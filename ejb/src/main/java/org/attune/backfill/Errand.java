package org.attune.backfill;

import org.attune.nodes.SharedWork;

/** What is read in parts: all of the record at first, or what its export tells in a night. */
enum Errand {
  /** The whole record, for the first time. */
  FIRST_LOAD(1, SharedWork.FIRST_LOAD),
  /** What was changed and deleted since a night ago. */
  NIGHT(2, SharedWork.NIGHT_EXPORT);

  /** No record is read in as many parts. */
  private static final int MANY = 100_000_000;

  private final int id;
  private final SharedWork work;

  Errand(int id, SharedWork work) {
    this.id = id;
    this.work = work;
  }

  /** The number of its row. */
  int id() {
    return id;
  }

  /** Behind which number its parts are counted. */
  int numbersFrom() {
    return (id - 1) * MANY;
  }

  /** Whose turn it is. */
  SharedWork work() {
    return work;
  }
}
