package org.attune.detection.alliance;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.attune.detection.ScoreSeries;
import org.attune.detection.Strand;
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
 * One session of which both told: the client on a check-in that the therapist may read, the
 * therapist on their own note.
 *
 * @param checkIn what the client said
 * @param note what the therapist noted
 * @param client the client's mean over the items both rated
 * @param therapist the therapist's mean over the same items
 */
record BothSides(CheckIn checkIn, SessionNote note, double client, double therapist) {

  private static final List<Item> ITEMS =
      List.of(Item.HEARD, Item.TOPICS, Item.PACE, Item.APPROACH, Item.PROGRESS);

  /** Fewer items that both rated do not make a view of a session. */
  private static final int ITEMS_NEEDED = 3;

  /** A form filled in this long after a session still belongs to that session. */
  private static final Duration ABOUT_A_SESSION = Duration.ofDays(3);

  /** When the later of both was filled in. */
  Instant at() {
    return checkIn.at().isAfter(note.at()) ? checkIn.at() : note.at();
  }

  /** The sessions both told of, in the order in which that was known, apart by therapist. */
  static List<Strand<BothSides>> of(TherapyCourse course) {
    var told = told(course);
    var all = new ArrayList<BothSides>();
    for (SessionNote note : course.forms().notes()) {
      var session = session(note.visit(), note.at(), course);
      var checkIn = session == null ? null : told.get(session);
      var both = checkIn == null ? null : both(checkIn, note);
      if (both != null) {
        all.add(both);
      }
    }
    all.sort(Comparator.comparing(BothSides::at).thenComparing(both -> both.note().source()));
    var strands = new ArrayList<Strand<BothSides>>(2);
    for (int i = 0; i < all.size(); i++) {
      var both = all.get(i);
      var therapist = both.note().therapist();
      Strand.add(
          strands,
          i,
          both,
          "both",
          both.checkIn().form() + both.note().form(),
          therapist == null ? ScoreSeries.therapistAt(both.note().at(), course) : therapist);
    }
    return strands;
  }

  /** What the client first said of each session. */
  private static Map<Source, CheckIn> told(TherapyCourse course) {
    var told = new HashMap<Source, CheckIn>();
    for (CheckIn checkIn : course.checkIns()) {
      var session = mayBeRead(checkIn) ? session(checkIn.visit(), checkIn.at(), course) : null;
      if (session != null) {
        told.putIfAbsent(session, checkIn);
      }
    }
    return told;
  }

  private static boolean mayBeRead(CheckIn checkIn) {
    return checkIn.respondent() == Respondent.CLIENT
        && checkIn.audience() != Audience.NOT_MY_THERAPIST;
  }

  /** The session that a form was filled in for, else the latest one held shortly before. */
  private static @Nullable Source session(
      @Nullable Source visit, Instant at, TherapyCourse course) {
    var sessions = course.sessions();
    for (int i = sessions.size() - 1; i >= 0; i--) {
      Session session = sessions.get(i);
      if (visit != null) {
        if (session.sources().stream().anyMatch(visit::sameResource)) {
          return session.source();
        }
      } else if (session.attended() && !session.start().isAfter(at)) {
        return session.start().plus(ABOUT_A_SESSION).isBefore(at) ? null : session.source();
      }
    }
    return null;
  }

  private static @Nullable BothSides both(CheckIn checkIn, SessionNote note) {
    int items = 0;
    double client = 0;
    double therapist = 0;
    for (Item item : ITEMS) {
      var said = checkIn.ratings().get(item);
      var noted = note.ratings().get(item);
      if (said != null && noted != null) {
        items++;
        client += said;
        therapist += noted;
      }
    }
    return items < ITEMS_NEEDED
        ? null
        : new BothSides(checkIn, note, client / items, therapist / items);
  }
}
