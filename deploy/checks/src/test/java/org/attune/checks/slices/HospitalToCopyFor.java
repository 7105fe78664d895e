package org.attune.checks.slices;

import jakarta.ejb.Local;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import java.time.Instant;
import java.util.List;
import org.attune.chart.ChartBundles;
import org.attune.chart.ChartCopy;
import org.attune.therapy.PatientId;

/** Notes what would be put into a Bundle. */
@Stateless
@Local(ChartBundles.class)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class HospitalToCopyFor implements ChartBundles {

  /** What was last copied. */
  static volatile ChartCopy copied =
      new ChartCopy(new PatientId("nobody"), Instant.EPOCH, "en", "", List.of());

  @Override
  public String of(ChartCopy copy) {
    copied = copy;
    return "{}";
  }
}
