package org.attune.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.stream.IntStream;
import org.attune.faults.Clinic.Told;
import org.attune.faults.LightHospital.Line;
import org.attune.writeback.PendingWrite;
import org.junit.jupiter.api.Test;

/** A hospital whose record nobody can reach for an hour, by clocks that are set forward. */
class LongOutageIT {

  private static final Duration A_MINUTE = Duration.ofMinutes(1);
  private static final int CLIENTS = 40;
  private static final int WAITING = 6;

  /** One that reads and judges what was missed, one that sends what waited, and one more. */
  private static final int MOST_ROUNDS = 3;

  @Test
  void after_an_hour_without_the_record_everything_arrives_by_itself() throws Exception {
    var clock =
        new HandSet(Course.TODAY.atTime(12, 0).atZone(Course.ZONE).toInstant(), Course.ZONE);
    var clinic = new Clinic(Course.TODAY);
    var settings = new HashMap<>(Course.settings());
    try (var hospital = new LightHospital(clock, Traits.PLAIN, 1);
        var tables = Attune.tables("long-outage")) {
      IntStream.range(0, CLIENTS).forEach(each -> clinic.chart(each).forEach(hospital::put));
      hospital.put(clinic.tells(1, Told.MISSED));
      hospital.put(clinic.tells(2, Told.MISSED));
      hospital.put(clinic.tells(3, Told.KEPT));
      settings.put("ehr.base-url", "http://127.0.0.1:" + hospital.port() + "/fhir");
      try (var attune = new Attune(tables, settings, clock)) {
        attune.round();
        assertThat(Clinic.said(hospital.all("Flag"))).containsExactlyElementsOf(clinic.wanted());

        // What is found in the last round before it must be written after it.
        IntStream.range(4, 4 + WAITING)
            .forEach(client -> hospital.put(clinic.tells(client, Told.MISSED)));
        hospital.line(method -> method.equals("GET") ? Line.OPEN : Line.CUT);
        attune.round();
        hospital.shut();
        for (int minute = 0; minute < 60; minute++) {
          hospital.put(clinic.tells(10 + minute / 2, minute % 4 < 2 ? Told.MISSED : Told.KEPT));
          clock.advance(A_MINUTE);
          attune.round();
        }
        hospital.put(clinic.tells(1, Told.TAKEN_BACK));
        hospital.line(method -> Line.OPEN);
        hospital.port();

        int rounds = 0;
        while (rounds < 100 && (rounds < 2 || !quiet(attune, clock))) {
          rounds++;
          clock.advance(A_MINUTE);
          attune.round();
        }
        assertThat(rounds).isLessThanOrEqualTo(MOST_ROUNDS);
      }
      assertThat(Clinic.said(hospital.all("Flag"))).containsExactlyElementsOf(clinic.wanted());
    }
  }

  private static boolean quiet(Attune attune, HandSet clock) {
    return attune.due(clock.instant()) == 0
        && attune.standing().writes().getOrDefault(PendingWrite.State.PENDING, 0L) == 0;
  }
}
