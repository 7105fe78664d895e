package org.attune.fhir.questionnaire;

import static java.util.Map.entry;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.attune.fhir.Coded;
import org.attune.fhir.Codes;
import org.attune.therapy.CancellationReason;
import org.attune.therapy.CheckIn.Audience;
import org.attune.therapy.CheckIn.Fear;
import org.attune.therapy.CheckIn.Fit;
import org.attune.therapy.CheckIn.Item;
import org.attune.therapy.CheckIn.LifeEvent;
import org.attune.therapy.CheckIn.Voice;
import org.attune.therapy.GapReason;
import org.attune.therapy.Reading;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.Type;

/**
 * Reads what a client ticked on the check-in. An answer that is not on the form makes a gap, unless
 * the client also told us something: what was told is never lost for a form's fault.
 */
final class CheckInReader {

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

  /** What was ticked. */
  record Ticks(
      SortedMap<Item, Integer> ratings,
      List<Voice> voices,
      Optional<CancellationReason> obstacle,
      List<LifeEvent> events,
      List<Fit> fits,
      List<Fear> fears,
      Audience audience) {}

  private final Answers answers;
  private boolean offTheForm;

  private CheckInReader(Answers answers) {
    this.answers = answers;
  }

  static Reading<Ticks> read(QuestionnaireResponse response) {
    return new CheckInReader(new Answers(response)).read();
  }

  private Reading<Ticks> read() {
    var obstacles = ticked("obstacle", Codes.OBSTACLE, OBSTACLES);
    var ticks =
        new Ticks(
            ratings(),
            ticked("voice", Codes.CLIENT_VOICE, VOICES),
            obstacles.size() == 1 ? Optional.of(obstacles.get(0)) : Optional.empty(),
            ticked("life-event", Codes.LIFE_EVENT, EVENTS),
            ticked("fit", Codes.FIT, FITS),
            ticked("fear", Codes.FEAR, FEARS),
            audience());
    return offTheForm && ticks.voices().isEmpty() && ticks.fears().isEmpty()
        ? new Reading.Gap<>(GapReason.OUT_OF_RANGE)
        : new Reading.Fact<>(ticks);
  }

  private SortedMap<Item, Integer> ratings() {
    var ratings = new TreeMap<Item, Integer>();
    ITEMS.forEach(
        (linkId, item) -> {
          for (Type answer : answers.under(linkId)) {
            var rating = Numbers.of(answer);
            if (rating.isEmpty() || !whole(rating.getAsDouble())) {
              offTheForm = true;
            } else {
              ratings.put(item, (int) rating.getAsDouble());
            }
          }
        });
    return ratings;
  }

  private static boolean whole(double rating) {
    return rating >= 0 && rating <= 10 && rating == Math.rint(rating);
  }

  private <T> List<T> ticked(String linkId, String system, Map<String, T> choices) {
    var ticked = new ArrayList<T>();
    for (Type answer : answers.under(linkId)) {
      choice(answer, system, choices).ifPresentOrElse(ticked::add, () -> offTheForm = true);
    }
    return ticked;
  }

  private static <T> Optional<T> choice(Type answer, String system, Map<String, T> choices) {
    return answer instanceof Coding coding
        ? Coded.codeIn(system, coding).flatMap(code -> Optional.ofNullable(choices.get(code)))
        : Optional.empty();
  }

  // The form opens on the care team; a choice we cannot read is taken as the narrowest.
  private Audience audience() {
    var given = answers.under("audience");
    if (given.isEmpty()) {
      return Audience.CARE_TEAM;
    }
    return given.size() == 1
        ? choice(given.get(0), Codes.AUDIENCE, AUDIENCES).orElse(Audience.NOT_MY_THERAPIST)
        : Audience.NOT_MY_THERAPIST;
  }
}
