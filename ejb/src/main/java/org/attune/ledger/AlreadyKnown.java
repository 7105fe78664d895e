package org.attune.ledger;

/** Something of a page that was taken for new stands in the ledger. */
final class AlreadyKnown extends Exception {

  private static final long serialVersionUID = 1L;

  AlreadyKnown() {
    super("something of a page is known already", null, false, false);
  }
}
