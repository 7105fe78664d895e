package org.attune.faults;

/** What may go wrong with one request and its answer. */
enum Fault {
  /** The line is cut before the hospital hears of the request. */
  CUT_BEFORE,
  /** The hospital does what it is asked, and the line is cut before it says so. */
  CUT_AFTER,
  /** The line is cut in the middle of the answer. */
  CUT_WITHIN,
  /** The answer comes in small pieces, but comes. */
  SLOW,
  /** The answer begins and never ends. */
  STUCK,
  NO_401(401),
  NO_403(403),
  NO_404(404),
  NO_409(409),
  NO_410(410),
  NO_412(412),
  NO_422(422),
  NO_429(429),
  NO_500(500),
  NO_502(502),
  NO_503(503),
  /** The hospital does what it is asked, and a gateway says 504 all the same. */
  DONE_BUT_504,
  /** JSON that ends too early, in an answer that is whole. */
  TRUNCATED,
  /** JSON with something else in it. */
  MALFORMED,
  /** A page of HTML, as a gateway shows it, with status 200. */
  NO_JSON,
  /** An answer with nothing in it. */
  EMPTY,
  /** Each entry of a bundle comes twice. */
  ENTRIES_TWICE,
  /** The entries of a bundle come in another order. */
  ENTRIES_MIXED,
  /** The page before comes once more, with its link to the page that was asked for. */
  PAGE_AGAIN,
  /** The search is forgotten; its pages are gone. */
  PAGE_GONE,
  /** The pages of a search come in another order, each once. */
  PAGES_MIXED,
  /** The link to the next page is left out: what follows is missing, and nobody says so. */
  NEXT_LOST;

  private final int status;

  Fault() {
    this(0);
  }

  Fault(int status) {
    this.status = status;
  }

  /** The status that is answered without asking the hospital, or 0. */
  int status() {
    return status;
  }
}
