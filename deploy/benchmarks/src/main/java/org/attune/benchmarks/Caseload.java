package org.attune.benchmarks;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.attune.therapy.CancellationReason;
import org.attune.therapy.CheckIn.Voice;
import org.attune.therapy.Courses;
import org.attune.therapy.TherapyCourse;

/**
 * A caseload of courses of 80 facts each: 44 sessions, 24 scores, 10 check-ins and 2 contacts, as a
 * year of weekly sessions gives them. One client in six has a harder time; the same seed makes the
 * same caseload.
 */
final class Caseload {

  static final int FACTS = 80;

  private static final int SESSIONS = 44;

  private Caseload() {}

  static List<TherapyCourse> of(int clients) {
    return IntStream.range(0, clients).mapToObj(client -> course(new Random(client))).toList();
  }

  private static TherapyCourse course(Random random) {
    boolean hard = random.nextInt(6) == 0;
    double usual = 33 + random.nextInt(5);
    double distress = 12 + random.nextInt(6);
    var course = Courses.course().bookedAhead(7);
    for (int week = 0; week < SESSIONS; week++) {
      session(course, random, hard && week > 30 ? 0.4 : 0.1);
      if (week % 2 == 1 && week < 36) {
        double drop = hard && week > 34 ? 8 : 0;
        course.score(Math.min(40, Math.rint(usual + random.nextGaussian() * 1.6 - drop)));
      }
      if (week % 7 == 2) {
        distress = Math.max(0, distress - 0.5 + (hard ? 3.5 : 0));
        course.score(Courses.PHQ_9, Math.rint(distress));
      }
      if (week % 4 == 3 && week < 40) {
        boolean speaks = hard && week > 34 && random.nextInt(4) == 0;
        course.checkIn(
            form ->
                speaks
                    ? form.voices(Voice.NOT_HELPED)
                    : form.relationship(8, 8, 7 + random.nextInt(3), 8, 9));
      }
      if (week == 12 || week == 25) {
        course.contact(2);
      }
    }
    return course.build();
  }

  private static void session(Courses course, Random random, double missing) {
    if (random.nextDouble() >= missing) {
      course.attended();
      return;
    }
    switch (random.nextInt(5)) {
      case 0 -> course.missed();
      case 1 -> course.missedAndAsked();
      case 2 -> course.cancelledByClient(CancellationReason.OWN_REASON);
      case 3 -> course.cancelledByCircumstance(CancellationReason.TRANSPORT);
      default -> course.cancelledByService();
    }
  }

  static int facts(TherapyCourse course) {
    return course.sessions().size()
        + course.scores().size()
        + course.checkIns().size()
        + course.contacts().size();
  }
}
