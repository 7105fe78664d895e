package org.attune.fhir.writeback;

import java.time.Clock;
import org.attune.catalogue.Catalogue;
import org.attune.fhir.Sandbox;
import org.attune.fhir.capabilities.Capabilities;
import org.attune.fhir.chart.ClientsWords;
import org.attune.fhir.chart.Readers;
import org.attune.fhir.client.EhrClient;
import org.attune.fhir.client.FhirR4;
import org.attune.instruments.Instruments;
import org.attune.settings.Settings;

/** The writer with all that it is made of, as the container would put it together. */
final class Writers {

  private Writers() {}

  static FhirChartWriter of(
      EhrClient ehr, FhirR4 fhir, Settings settings, Capabilities capabilities, Clock clock) {
    var separate = new SeparateWrites(ehr, fhir, capabilities);
    var transactions = new Transactions(ehr, fhir, capabilities, separate);
    var device = new OwnDevice(ehr);
    var provenances = new Provenances(device, clock);
    var words = new OwnWords(settings, new Catalogue());
    var own = new OwnPlans(ehr, capabilities, device, words);
    var lost = new LostRecords(ehr, fhir, capabilities);
    return new FhirChartWriter(
        device,
        new FlagWriter(ehr, transactions, provenances, device, lost),
        new GoalWriter(
            ehr,
            transactions,
            capabilities,
            provenances,
            own,
            words,
            new ClientsWords(
                ehr, fhir, new Readers(settings, new Instruments(), Sandbox.ZONE, ehr, fhir)),
            lost),
        new ActivityWriter(transactions, provenances, own, words, lost),
        new PlanWriter(ehr, fhir, transactions, separate, capabilities, provenances),
        new TaskWriter(ehr, transactions, provenances, device, words, lost),
        new MessageWriter(ehr, transactions, provenances, device, words, lost),
        new FormWriter(ehr, fhir, transactions, provenances, capabilities),
        capabilities);
  }
}
