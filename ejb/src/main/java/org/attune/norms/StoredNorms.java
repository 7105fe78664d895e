package org.attune.norms;

import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.HashMap;
import java.util.SortedMap;
import java.util.TreeMap;
import org.attune.ledger.Texts;
import org.attune.therapy.InstrumentId;

/** The figures of the service as they were last computed; there is one row. */
@Entity
@Table(name = "service_norms")
class StoredNorms {

  static final int THE_ONE = 1;

  @Id private int id;

  @Column(name = "computed_at")
  private Instant computedAt;

  @Convert(converter = Texts.OfNumbers.class)
  @Column(name = "within_person_sd")
  private SortedMap<String, Double> withinPersonSd;

  @Column(name = "miss_rate")
  private double missRate;

  @Column(name = "reasons_coded")
  private double reasonsCoded;

  StoredNorms() {}

  StoredNorms(ServiceNorms norms, Instant now) {
    this.id = THE_ONE;
    isNow(norms, now);
  }

  final void isNow(ServiceNorms norms, Instant now) {
    var spread = new TreeMap<String, Double>();
    norms.withinPersonSd().forEach((instrument, sd) -> spread.put(instrument.value(), sd));
    this.withinPersonSd = spread;
    this.missRate = norms.missRate();
    this.reasonsCoded = norms.reasonsCoded();
    this.computedAt = now;
  }

  Instant computedAt() {
    return computedAt;
  }

  ServiceNorms norms() {
    var spread = new HashMap<InstrumentId, Double>();
    withinPersonSd.forEach((instrument, sd) -> spread.put(new InstrumentId(instrument), sd));
    return new ServiceNorms(spread, missRate, reasonsCoded);
  }
}
