package org.attune.chart;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.stream.Stream;
import org.attune.chart.TrendView.Mark;
import org.attune.detection.alliance.AllianceRatings.Rated;
import org.attune.detection.alliance.AllianceRatings.Strain;
import org.attune.therapy.CancellationReason;
import org.attune.therapy.CheckIn;
import org.attune.therapy.Respondent;
import org.attune.therapy.Session;
import org.attune.therapy.TherapistId;
import org.attune.therapy.TherapyCourse;
import org.jspecify.annotations.Nullable;

/** What else happened in a course that a reader of its curve should know. */
final class Marks {

  private final Words words;

  Marks(Words words) {
    this.words = words;
  }

  Stream<Mark> of(TherapyCourse course, List<Rated> rated) {
    var marks = new ArrayList<Mark>();
    addTherapists(marks, course);
    addForms(marks, course);
    rated.forEach(each -> each.strains().forEach(strain -> add(marks, strain)));
    addEvents(marks, course);
    return marks.stream().distinct();
  }

  private Mark mark(Instant at, String kind) {
    return new Mark(at, kind, words.say("mark." + kind));
  }

  private void addTherapists(List<Mark> marks, TherapyCourse course) {
    TherapistId before = null;
    for (Session session : course.past().filter(Session::attended).toList()) {
      var therapist = session.therapist();
      if (therapist != null && before != null && !therapist.equals(before)) {
        marks.add(mark(session.start(), "therapist-change"));
      }
      before = therapist == null ? before : therapist;
    }
  }

  private record Filled(String kind, String form, Instant at) {}

  private void addForms(List<Mark> marks, TherapyCourse course) {
    var before = new HashMap<String, String>();
    filled(course)
        .sorted(Comparator.comparing(Filled::at))
        .forEachOrdered(
            form -> {
              var last = before.put(form.kind(), form.form());
              if (last != null && !last.equals(form.form())) {
                marks.add(mark(form.at(), "form-change"));
              }
            });
  }

  private static Stream<Filled> filled(TherapyCourse course) {
    return Stream.concat(
        course.scores().stream()
            .filter(score -> score.respondent() == Respondent.CLIENT)
            .map(score -> new Filled(score.instrument().value(), score.form(), score.at())),
        open(course)
            .filter(checkIn -> checkIn.respondent() == Respondent.CLIENT)
            .map(checkIn -> new Filled("check-in", checkIn.form(), checkIn.at())));
  }

  private void add(List<Mark> marks, Strain strain) {
    marks.add(mark(strain.began(), "rupture"));
    @Nullable Instant back = strain.back();
    if (back != null) {
      marks.add(mark(back, "repair"));
    }
  }

  private void addEvents(List<Mark> marks, TherapyCourse course) {
    open(course)
        .filter(checkIn -> !checkIn.events().isEmpty())
        .forEach(checkIn -> marks.add(mark(checkIn.at(), "life-event")));
    course
        .past()
        .filter(session -> session.reason().kind() == CancellationReason.Kind.LIFE)
        .forEach(session -> marks.add(mark(session.start(), "life-event")));
  }

  private static Stream<CheckIn> open(TherapyCourse course) {
    return course.checkIns().stream()
        .filter(checkIn -> checkIn.audience() == CheckIn.Audience.CARE_TEAM);
  }
}
