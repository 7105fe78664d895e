package org.attune.norms;

import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
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

  @Convert(converter = Texts.OfNumbers.class)
  @Column(name = "low_centile")
  private SortedMap<String, Double> lowCentile;

  @Column(name = "forms_returned")
  private double formsReturned;

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
    this.withinPersonSd = byName(norms.withinPersonSd());
    this.lowCentile = byName(norms.lowCentile());
    this.formsReturned = norms.formsReturned();
    this.missRate = norms.missRate();
    this.reasonsCoded = norms.reasonsCoded();
    this.computedAt = now;
  }

  /** When they were computed. */
  Instant computedAt() {
    return computedAt;
  }

  ServiceNorms norms() {
    return new ServiceNorms(
        byInstrument(withinPersonSd),
        missRate,
        reasonsCoded,
        byInstrument(lowCentile),
        formsReturned);
  }

  private static SortedMap<String, Double> byName(Map<InstrumentId, Double> figures) {
    var named = new TreeMap<String, Double>();
    figures.forEach((instrument, figure) -> named.put(instrument.value(), figure));
    return named;
  }

  private static Map<InstrumentId, Double> byInstrument(Map<String, Double> named) {
    var figures = new HashMap<InstrumentId, Double>();
    named.forEach((instrument, figure) -> figures.put(new InstrumentId(instrument), figure));
    return figures;
  }
}
