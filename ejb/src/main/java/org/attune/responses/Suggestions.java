package org.attune.responses;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ToIntFunction;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.attune.detection.Signal;
import org.attune.therapy.TriedResponse;

/**
 * Chooses two or three responses to a signal. The same signal in the same situation always gets the
 * same ones. Nothing confronts unless the working relationship is known to be good enough, nothing
 * runs ahead of readiness, and what was not tried yet comes before what was.
 */
@ApplicationScoped
public class Suggestions {

  private static final int MOST = 3;
  private static final int FEWEST = 2;
  private static final int AFTER_SIGNS = 100;
  private static final String ANY = "any";

  /** The detectors that are about a setting tell it themselves. */
  private static final String ABOUT_TELE = "tele-setting";

  private static final String ABOUT_GROUPS = "group-clarity";

  private static final Situation MOST_CAREFUL =
      new Situation(AllianceLevel.UNKNOWN, null, false, false, true, List.of());

  private static final Pattern SIGN = Pattern.compile("(?<![a-z0-9])[bcergv]\\d\\d(?![a-z0-9])");

  private final Responses responses;

  @Inject
  public Suggestions(Responses responses) {
    this.responses = responses;
  }

  /**
   * What to try next.
   *
   * @param signal what was found. Signs it names, such as {@code b19} in its wording or among its
   *     numbers, are answered before the detector as such.
   * @param situation what is known of the course
   * @return two or three responses, the first to be tried first
   */
  public List<Response> of(Signal signal, Situation situation) {
    var here = inItsSetting(signal.detector(), situation);
    var places = places(signal);
    var lastTried = lastTried(signal.detector(), here);
    var order = order(places, here);
    var fitting =
        responses.all().stream()
            .filter(response -> places.containsKey(response.id()) && response.allowedIn(here))
            .sorted(order)
            .toList();
    var chosen =
        new ArrayList<>(
            fitting.stream()
                .filter(response -> !lastTried.containsKey(response.id()))
                .limit(MOST)
                .toList());
    fill(chosen, fitting.stream().sorted(byTurn(lastTried)));
    fill(chosen, always(here).sorted(byTurn(lastTried)));
    return List.copyOf(chosen);
  }

  /**
   * What a request to a person may propose. Such a request tells neither its cause nor how a course
   * stands, so the detector alone decides: only responses are chosen whose names give nothing away,
   * and that may be offered in the most careful of situations.
   *
   * @param detector the detector's id
   * @return two or three responses, always the same
   */
  public List<Response> forRequest(String detector) {
    var here = inItsSetting(detector, MOST_CAREFUL);
    var places = places(Set.of(), detector, detector);
    var chosen =
        new ArrayList<>(
            responses.all().stream()
                .filter(Response::discreet)
                .filter(it -> places.containsKey(it.id()) && it.allowedIn(here))
                .sorted(order(places, here))
                .limit(MOST)
                .toList());
    fill(chosen, always(here).filter(Response::discreet));
    return List.copyOf(chosen);
  }

  /** Adds, where there are too few, what was tried longest ago. */
  private static void fill(Collection<Response> chosen, Stream<Response> more) {
    more.filter(response -> !chosen.contains(response))
        .limit(Math.max(0, FEWEST - chosen.size()))
        .forEach(chosen::add);
  }

  private Stream<Response> always(Situation here) {
    return responses.all().stream()
        .filter(response -> response.answers().containsKey(ANY) && response.allowedIn(here))
        .sorted(Comparator.comparing(response -> response.answers().getOrDefault(ANY, 0)));
  }

  private static Comparator<Response> byTurn(Map<String, Integer> lastTried) {
    return Comparator.comparing(response -> lastTried.getOrDefault(response.id(), -1));
  }

  /** When each was last tried because of this detector's signals: a greater number is later. */
  private static Map<String, Integer> lastTried(String detector, Situation situation) {
    var turns = new HashMap<String, Integer>();
    int turn = 0;
    for (TriedResponse tried : situation.tried()) {
      if (tried.detector().equals(detector)) {
        turns.put(tried.response(), turn++);
      }
    }
    return turns;
  }

  private static Comparator<Response> order(Map<String, Integer> places, Situation here) {
    ToIntFunction<Response> place = response -> places.getOrDefault(response.id(), 0);
    return Comparator.comparing((Response response) -> place.applyAsInt(response) != 0)
        .thenComparing(response -> !mends(response, here))
        .thenComparing(response -> !response.suits().contains(here.stage()))
        .thenComparingInt(place)
        .thenComparing(Response::id);
  }

  private static boolean mends(Response response, Situation here) {
    return here.alliance() == AllianceLevel.LOW
        && response.relationship() == Response.Relationship.BUILDS;
  }

  /** In which place each response answers the signal; what does not answer it is absent. */
  private Map<String, Integer> places(Signal signal) {
    var detector = signal.detector();
    var atLevel = detector + "@" + signal.level().name().toLowerCase(Locale.ROOT);
    return places(signs(signal), detector, atLevel);
  }

  private Map<String, Integer> places(Set<String> signs, String detector, String atLevel) {
    var places = new HashMap<String, Integer>();
    for (Response response : responses.all()) {
      response
          .answers()
          .forEach(
              (trigger, place) -> {
                if (signs.contains(trigger)) {
                  places.merge(response.id(), place, Math::min);
                } else if (trigger.equals(detector) || trigger.equals(atLevel)) {
                  places.merge(response.id(), place == 0 ? 0 : place + AFTER_SIGNS, Math::min);
                }
              });
    }
    return places;
  }

  private static Set<String> signs(Signal signal) {
    var signs = new TreeSet<String>();
    Stream.concat(Stream.of(signal.wording()), signal.numbers().keySet().stream())
        .flatMap(name -> SIGN.matcher(name).results())
        .forEach(match -> signs.add(match.group()));
    return signs;
  }

  private static Situation inItsSetting(String detector, Situation situation) {
    return new Situation(
        situation.alliance(),
        situation.stage(),
        situation.group() || detector.equals(ABOUT_GROUPS),
        situation.tele() || detector.equals(ABOUT_TELE),
        situation.threat(),
        situation.tried());
  }
}
