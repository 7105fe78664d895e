package org.attune.norms;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;

/** What a running count has counted of some clients. */
@Entity
@Table(name = "counted_part")
class CountedPart {

  @Id
  @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "counted_part")
  @SequenceGenerator(name = "counted_part", sequenceName = "counted_part_seq", allocationSize = 1)
  private long id;

  @Column(name = "job_instance")
  private long jobInstance;

  private String counts;

  CountedPart() {}

  CountedPart(long jobInstance, Tally tally) {
    this.jobInstance = jobInstance;
    this.counts = TallyText.write(tally);
  }

  long id() {
    return id;
  }

  long jobInstance() {
    return jobInstance;
  }

  Tally tally() {
    return TallyText.read(counts);
  }
}
