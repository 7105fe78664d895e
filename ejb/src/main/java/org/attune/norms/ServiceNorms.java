package org.attune.norms;

import java.util.Map;
import org.attune.therapy.Instrument;
import org.attune.therapy.InstrumentId;

/**
 * The figures of one service that the rules compare with. Until a service has enough data of its
 * own, each figure is a stated default.
 *
 * @param withinPersonSd the pooled standard deviation of one client's scores around their own mean,
 *     in points of the total, by instrument; an instrument that is absent has no figure yet
 * @param missRate the share of due sessions that are usually missed, between 0 and 1
 * @param reasonsCoded the share of missed and client-cancelled sessions that hold a real reason,
 *     between 0 and 1; 0 while it is not known
 * @param lowCentile the tenth centile of all ratings, in points of the total, by instrument; an
 *     instrument that is absent has no figure yet
 * @param formsReturned the share of sessions after which an expected form came back, between 0 and
 *     1; 0 while it is not known
 */
public record ServiceNorms(
    Map<InstrumentId, Double> withinPersonSd,
    double missRate,
    double reasonsCoded,
    Map<InstrumentId, Double> lowCentile,
    double formsReturned) {

  /** What holds before a service has data: a base miss rate of 12 %, reasons not known. */
  public static final ServiceNorms UNKNOWN = new ServiceNorms(Map.of(), 0.12, 0.0);

  public ServiceNorms {
    withinPersonSd = Map.copyOf(withinPersonSd);
    lowCentile = Map.copyOf(lowCentile);
  }

  /** Figures of a service of whose levels and returned forms nothing is known. */
  public ServiceNorms(
      Map<InstrumentId, Double> withinPersonSd, double missRate, double reasonsCoded) {
    this(withinPersonSd, missRate, reasonsCoded, Map.of(), 0.0);
  }

  /** Whether the service has measured how much ratings of one person vary on an instrument. */
  public boolean measured(Instrument instrument) {
    return withinPersonSd.containsKey(instrument.id());
  }

  /** The service's figure for an instrument, else the instrument's own default. */
  public double withinPersonSd(Instrument instrument) {
    return withinPersonSd.getOrDefault(instrument.id(), instrument.withinPersonSd());
  }
}
