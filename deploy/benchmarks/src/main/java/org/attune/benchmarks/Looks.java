package org.attune.benchmarks;

import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.attune.detection.Detection;
import org.attune.detection.Signal;
import org.attune.findings.Findings;
import org.attune.findings.Reconciliation;
import org.attune.instruments.Instruments;
import org.attune.ledger.Assembly;
import org.attune.norms.ServiceNorms;
import org.attune.settings.GivenSettings;
import org.attune.therapy.PatientId;
import org.attune.therapy.TherapyCourse;

/**
 * Looks at clients of a ledger that was filled: each one's facts in one query, their courses, all
 * detectors, and what is found compared with what is stored, in a transaction of its own.
 */
final class Looks {

  /** So many clients at most, spread over all. */
  private static final int MOST = 1_000;

  private static final Instant AS_OF = Instant.parse("2026-11-22T12:00:00Z");
  private static final ServiceNorms NORMS = new ServiceNorms(Map.of(), 0.12, 0.95);

  private final Store store;
  private final Detection detection = Judging.everyDetector();
  private final Assembly assembly =
      new Assembly(new GivenSettings(Map.of()), new Instruments(), ZoneId.of("Europe/Vienna"));

  Looks(Store store) {
    this.store = store;
  }

  /** Looks at some of so many clients; returns at how many. */
  long at(int clients) {
    var patients = store.patients();
    int step = Math.max(1, clients / MOST);
    long looked = 0;
    long facts = 0;
    try (var session = store.session()) {
      var findings = new Findings(session.database());
      for (int i = 0; i < patients.size(); i += step) {
        facts += look(session, findings, patients.get(i));
        looked++;
      }
    }
    if (facts < 50 * looked) {
      throw new IllegalStateException("clients have " + facts / looked + " facts on average");
    }
    return looked;
  }

  private int look(Store.Session session, Findings findings, PatientId patient) {
    return session.run(
        () -> {
          var facts = session.ledger().factsOf(patient);
          var found = new LinkedHashMap<TherapyCourse, List<Signal>>();
          assembly
              .of(patient, facts, AS_OF)
              .courses()
              .forEach(course -> found.put(course, detection.judge(course, NORMS)));
          findings.keep(Reconciliation.of(found, findings.of(patient), AS_OF));
          return facts.size();
        });
  }
}
