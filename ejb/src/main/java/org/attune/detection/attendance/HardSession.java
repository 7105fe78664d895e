package org.attune.detection.attendance;

import java.time.Instant;
import java.util.Optional;
import org.attune.therapy.CheckIn;
import org.attune.therapy.CheckIn.Audience;
import org.attune.therapy.CheckIn.Item;
import org.attune.therapy.Respondent;
import org.attune.therapy.Session;
import org.attune.therapy.SessionNote;
import org.attune.therapy.Source;
import org.attune.therapy.TherapyCourse;
import org.jspecify.annotations.Nullable;

/**
 * Finds out whether a session weighed heavily, by the therapist's own note and the client's own
 * check-in. What was expected, as part of a plan made together, does not count.
 *
 * @param noted how upset the client left, by the therapist's note, 0 to 3
 * @param moodFall by how many points the mood fell from one check-in to the next
 * @param upset how upset the client left, by the client's check-in, 0 to 10
 */
record HardSession(int noted, int moodFall, int upset) {

  /**
   * That it weighed heavily.
   *
   * @param at when that was first known
   * @param openly whether the therapist may be reminded of why
   */
  record Told(Instant at, boolean openly) {}

  /**
   * Looks at what was told of a session.
   *
   * @param held the session
   * @param missed when the next one was missed; what the client said later is not about this
   */
  Optional<Told> told(TherapyCourse course, Session held, Instant missed) {
    var note = noteAbout(course, held);
    var check = checkedIn(course, held, missed);
    if (check != null && !check.openly()) {
      return Optional.of(check);
    }
    if (note != null && note.plannedExposure()) {
      return Optional.empty();
    }
    var distress = note == null ? null : note.distress();
    if (note == null || distress == null || distress < noted) {
      return Optional.ofNullable(check);
    }
    return Optional.of(
        check != null && check.at().isBefore(note.at()) ? check : new Told(note.at(), true));
  }

  private static @Nullable SessionNote noteAbout(TherapyCourse course, Session held) {
    for (SessionNote note : course.forms().notes()) {
      if (isAbout(held, note.at(), note.visit())) {
        return note;
      }
    }
    return null;
  }

  /** What the client told after it; fear outweighs everything else. */
  private @Nullable Told checkedIn(TherapyCourse course, Session held, Instant missed) {
    Told told = null;
    CheckIn before = null;
    for (CheckIn checkIn : course.checkIns()) {
      if (checkIn.at().isAfter(missed)) {
        break;
      }
      if (checkIn.respondent() != Respondent.CLIENT
          || checkIn.audience() == Audience.NOT_MY_THERAPIST) {
        continue;
      }
      if (isAbout(held, checkIn.at(), checkIn.visit())) {
        if (!checkIn.fears().isEmpty()) {
          return new Told(checkIn.at(), false);
        }
        if (told == null && heavy(checkIn, before)) {
          told = new Told(checkIn.at(), checkIn.audience() == Audience.CARE_TEAM);
        }
      }
      before = checkIn.ratings().containsKey(Item.MOOD) ? checkIn : before;
    }
    return told;
  }

  private boolean heavy(CheckIn checkIn, @Nullable CheckIn before) {
    var distress = checkIn.ratings().get(Item.DISTRESS);
    if (distress != null && distress >= upset) {
      return true;
    }
    var mood = checkIn.ratings().get(Item.MOOD);
    var earlier = before == null ? null : before.ratings().get(Item.MOOD);
    return mood != null
        && earlier != null
        && before != null
        && before.form().equals(checkIn.form())
        && earlier - mood >= moodFall;
  }

  /** The record it names, else the last session held before it; that is the one asked about. */
  private static boolean isAbout(Session held, Instant at, @Nullable Source visit) {
    if (at.isBefore(held.start())) {
      return false;
    }
    if (visit == null) {
      return true;
    }
    for (Source source : held.sources()) {
      if (source.sameResource(visit)) {
        return true;
      }
    }
    return false;
  }
}
