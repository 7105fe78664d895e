package org.attune.fhir.questionnaire;

import static java.util.Map.entry;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.attune.fhir.Codes;
import org.attune.therapy.CancellationReason;
import org.attune.therapy.ChartFact;
import org.attune.therapy.CheckIn;
import org.attune.therapy.CheckIn.Audience;
import org.attune.therapy.CheckIn.Fear;
import org.attune.therapy.CheckIn.Fit;
import org.attune.therapy.CheckIn.Item;
import org.attune.therapy.CheckIn.LifeEvent;
import org.attune.therapy.CheckIn.Voice;
import org.attune.therapy.Reading;

/**
 * Reads what a client ticked on the check-in. An answer that is not on the form makes a gap, unless
 * the client also told us something: what was told is never lost for a form's fault.
 */
final class CheckInReader implements FormReader {

  static final Map<String, Item> ITEMS =
      Map.ofEntries(
          entry("mood", Item.MOOD),
          entry("effort", Item.EFFORT),
          entry("progress", Item.PROGRESS),
          entry("heard", Item.HEARD),
          entry("topics", Item.TOPICS),
          entry("pace", Item.PACE),
          entry("approach", Item.APPROACH),
          entry("safe-to-disagree", Item.SAFE_TO_DISAGREE),
          entry("hope", Item.HOPE),
          entry("distress", Item.DISTRESS),
          entry("expectancy", Item.EXPECTANCY),
          entry("solved-for-me", Item.SOLVED_FOR_ME),
          entry("trust", Item.TRUST),
          entry("could-say", Item.COULD_SAY),
          entry("belonging", Item.BELONGING));

  static final Map<String, Voice> VOICES =
      Map.of(
          "not-helped", Voice.NOT_HELPED,
          "harmed", Voice.HARMED,
          "judged", Voice.JUDGED,
          "wants-change", Voice.WANTS_CHANGE);

  static final Map<String, CancellationReason> OBSTACLES =
      Map.ofEntries(
          entry("transport", CancellationReason.TRANSPORT),
          entry("cost", CancellationReason.COST),
          entry("cover", CancellationReason.COVER),
          entry("interpreter", CancellationReason.INTERPRETER),
          entry("weather", CancellationReason.WEATHER),
          entry("technology", CancellationReason.TECHNOLOGY),
          entry("work-or-care", CancellationReason.WORK_OR_CARE),
          entry("illness", CancellationReason.LIFE_EVENT),
          entry("life-event", CancellationReason.LIFE_EVENT),
          entry("service", CancellationReason.SERVICE),
          entry("own-reason", CancellationReason.OWN_REASON),
          entry("feeling-better", CancellationReason.FEELING_BETTER),
          entry("rather-not-say", CancellationReason.RATHER_NOT_SAY));

  static final Map<String, LifeEvent> EVENTS =
      Map.of(
          "bereavement", LifeEvent.BEREAVEMENT,
          "illness", LifeEvent.ILLNESS,
          "admission", LifeEvent.ADMISSION,
          "birth", LifeEvent.BIRTH,
          "other", LifeEvent.OTHER);

  static final Map<String, Fit> FITS =
      Map.of(
          "too-fast", Fit.TOO_FAST,
          "too-slow", Fit.TOO_SLOW,
          "not-for-me", Fit.NOT_FOR_ME,
          "not-my-goal", Fit.NOT_MY_GOAL,
          "disagree-with-plan", Fit.DISAGREE_WITH_PLAN);

  static final Map<String, Fear> FEARS =
      Map.of(
          "threatened", Fear.THREATENED,
          "afraid-at-home", Fear.AFRAID_AT_HOME,
          "may-harm-myself", Fear.MAY_HARM_MYSELF);

  static final Map<String, Audience> AUDIENCES =
      Map.of(
          "care-team", Audience.CARE_TEAM,
          "therapist", Audience.THERAPIST,
          "not-my-therapist", Audience.NOT_MY_THERAPIST);

  @Override
  public Reading<ChartFact> read(Filling filling) {
    var sheet = filling.sheet();
    var obstacles = sheet.choices("obstacle", Codes.OBSTACLE, OBSTACLES);
    var checkIn =
        new CheckIn(
            filling.source(),
            filling.client(),
            filling.form(),
            filling.at(),
            ratings(sheet, ITEMS),
            sheet.choices("voice", Codes.CLIENT_VOICE, VOICES),
            obstacles.size() == 1 ? obstacles.get(0) : null,
            sheet.choices("life-event", Codes.LIFE_EVENT, EVENTS),
            sheet.choices("fit", Codes.FIT, FITS),
            sheet.choices("fear", Codes.FEAR, FEARS),
            audience(sheet.aside()),
            filling.respondent(),
            filling.visit(),
            filling.therapist(),
            filling.labels());
    boolean told = !checkIn.voices().isEmpty() || !checkIn.fears().isEmpty();
    return told ? new Reading.Fact<>(checkIn) : sheet.unlessOffTheForm(checkIn);
  }

  /** Whole ratings from 0 to 10 by item. */
  static SortedMap<Item, Integer> ratings(Sheet sheet, Map<String, Item> items) {
    var ratings = new TreeMap<Item, Integer>();
    items.forEach(
        (linkId, item) -> {
          var rating = sheet.number(linkId, 0, 10);
          if (rating != null) {
            ratings.put(item, rating);
          }
        });
    return ratings;
  }

  // The form opens on the care team; a choice we cannot read is taken as the narrowest.
  private static Audience audience(Sheet sheet) {
    if (!sheet.answered("audience")) {
      return Audience.CARE_TEAM;
    }
    var chosen = sheet.choice("audience", Codes.AUDIENCE, AUDIENCES);
    return chosen == null ? Audience.NOT_MY_THERAPIST : chosen;
  }
}
