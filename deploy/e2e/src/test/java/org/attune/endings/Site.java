package org.attune.endings;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.attune.faults.Course;
import org.attune.faults.LightHospital;
import org.attune.faults.Traits;
import org.attune.sandbox.caseload.Caseload;

/**
 * A hospital's record as of today, told by the clock on the wall as servers have no other, and what
 * Attune is set to there.
 *
 * @param today as of which day it is told
 * @param record all of it
 */
record Site(LocalDate today, List<ObjectNode> record) {

  private static final int SEED = 7;

  static Site of(int clients) {
    var today = LocalDate.now(Course.ZONE);
    var caseload = new Caseload(SEED, today, Course.ZONE, clients);
    var charts = caseload.clientNumbers().boxed().flatMap(each -> caseload.chart(each).stream());
    var all = Stream.concat(caseload.premises().stream(), charts);
    return new Site(today, Course.json(all).toList());
  }

  /** A hospital where all of it is long known. */
  LightHospital hospital() throws IOException {
    var clock = new HospitalClock(Course.ZONE);
    var hospital = new LightHospital(clock, Traits.PLAIN, SEED);
    record.forEach(hospital::put);
    clock.setRight();
    return hospital;
  }

  /** A hospital where nothing is written down yet. */
  static LightHospital emptyHospital() throws IOException {
    return new LightHospital(Clock.system(Course.ZONE), Traits.PLAIN, SEED);
  }

  /** Whether the day has changed since, and with it what must be found. */
  boolean isOfYesterday() {
    return !today.equals(LocalDate.now(Course.ZONE));
  }

  Map<String, String> settings(int hospital) {
    var settings = new HashMap<>(Course.settings());
    settings.putAll(
        Map.of(
            "ehr.base-url",
            "http://127.0.0.1:" + hospital + "/fhir",
            "ehr.timeout-seconds",
            "30",
            "hospital.zone",
            Course.ZONE.getId(),
            "safety.from",
            today.minusDays(14).atStartOfDay(Course.ZONE).toInstant().toString(),
            "review.every-seconds",
            "1",
            "review.rest-seconds",
            "0",
            // What depends on the hour of the day stays away.
            "reconcile.automatic",
            "false",
            "norms.automatic",
            "false"));
    return settings;
  }
}
