package org.attune.findings;

import org.attune.therapy.Labels;

/** Findings to which something has happened since. */
public final class Retold {

  private Retold() {}

  /** The site only tries it out. */
  public static Finding inShadow(Finding finding) {
    finding.holdBack(Hold.SHADOW);
    return finding;
  }

  /** Its evidence carries labels. */
  public static Finding labelled(Finding finding, Labels labels) {
    var background = new Finding.Background(labels, finding.therapists(), finding.latest(), null);
    finding.follow(finding.signal(), background, finding.opened());
    return finding;
  }
}
