package org.attune.findings;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import java.time.Instant;

/** When a rule went live here or back into shadow; never changed, never deleted. */
@Entity
@Table(name = "mode_change")
public class ModeChange {

  @Id
  @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "mode")
  @SequenceGenerator(name = "mode", sequenceName = "mode_change_seq", allocationSize = 1)
  private long id;

  private String detector;
  private boolean live;
  private Instant since;

  ModeChange() {}

  ModeChange(String detector, boolean live, Instant since) {
    this.detector = detector;
    this.live = live;
    this.since = since;
  }

  /** Which rule. */
  public String detector() {
    return detector;
  }

  /** Whether it was live from then on. */
  public boolean live() {
    return live;
  }

  /** From when on. */
  public Instant since() {
    return since;
  }
}
