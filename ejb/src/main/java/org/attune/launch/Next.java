package org.attune.launch;

import java.net.URI;

/** Where a browser goes next. */
public sealed interface Next {

  /** To the EHR, to be asked who sits before it. */
  record ToEhr(URI to) implements Next {}

  /**
   * To the page, with a chart open.
   *
   * @param code to be swapped by the page, once
   */
  record ToChart(String code) implements Next {

    @Override
    public String toString() {
      return "a chart";
    }
  }

  /**
   * To the page of caseloads, with one open.
   *
   * @param code to be swapped by the page, once
   */
  record ToCaseload(String code) implements Next {

    @Override
    public String toString() {
      return "a caseload";
    }
  }

  /** To the page, which says why there is nothing to see. */
  record ToProblem(Refusal why) implements Next {}

  /** Why there is nothing to see. */
  enum Refusal {
    /** Whoever came, or how they came, is not let in. */
    LAUNCH_REFUSED("launch-refused"),
    /** Too late, or for a second time. */
    LAUNCH_EXPIRED("launch-expired"),
    /** It is the record of whoever wants to see it. */
    NOT_YOURS("not-yours"),
    /** The chart of another client was opened than of the one who was asked for. */
    ANOTHER_CLIENT("another-client"),
    /** The EHR does not answer. */
    EHR_SILENT("ehr-silent");

    private final String problem;

    Refusal(String problem) {
      this.problem = problem;
    }

    /** The name of the problem, as the page knows it. */
    public String problem() {
      return problem;
    }
  }
}
