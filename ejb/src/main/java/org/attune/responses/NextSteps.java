package org.attune.responses;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.attune.catalogue.Catalogue;
import org.attune.detection.Signal;
import org.attune.therapy.TherapyCourse;

/** What may be tried because of what was found, and how else it may be explained, in words. */
@ApplicationScoped
public class NextSteps {

  private static final List<String> PHRASES = List.of("say.1", "say.2");

  /** The text of a detector that says what else may be behind its signals. */
  private static final String EXPLANATIONS = "caution";

  private final Footing footing;
  private final Suggestions suggestions;
  private final Responses responses;
  private final Catalogue catalogue;

  @Inject
  public NextSteps(
      Footing footing, Suggestions suggestions, Responses responses, Catalogue catalogue) {
    this.footing = footing;
    this.suggestions = suggestions;
    this.responses = responses;
    this.catalogue = catalogue;
  }

  /**
   * A response in words.
   *
   * @param id {@code st-01} to {@code st-50}
   * @param title its name
   * @param when when it fits
   * @param avoid what to be careful with
   * @param phrases what one might say
   */
  public record Step(String id, String title, String when, String avoid, List<String> phrases) {

    public Step {
      phrases = List.copyOf(phrases);
    }
  }

  /**
   * What is offered with one signal.
   *
   * @param steps two or three responses, the first to be tried first
   * @param otherExplanations what else may be behind it, what this very signal says of it first
   */
  public record Advice(List<Step> steps, List<String> otherExplanations) {

    public Advice {
      steps = List.copyOf(steps);
      otherExplanations = List.copyOf(otherExplanations);
    }
  }

  /**
   * What is offered in one course, with everything that stands in it in view.
   *
   * @param course what is known
   * @param standing the signals that stand in it, at most one of each detector
   * @param language the reader's
   * @return by detector
   */
  public SortedMap<String, Advice> of(
      TherapyCourse course, Collection<Signal> standing, Locale language) {
    var situation = footing.of(course, standing);
    var advice = new TreeMap<String, Advice>();
    for (Signal signal : standing) {
      var steps =
          suggestions.of(signal, situation).stream()
              .map(response -> step(response.id(), language))
              .toList();
      advice.put(signal.detector(), new Advice(steps, otherExplanations(signal, language)));
    }
    return Collections.unmodifiableSortedMap(advice);
  }

  /**
   * The names of what a request to a person may propose, which tell nothing of its cause.
   *
   * @param detector the detector behind the request
   * @param language the reader's
   */
  public List<String> forRequest(String detector, Locale language) {
    return suggestions.forRequest(detector).stream()
        .map(response -> text(response.id(), "name", language))
        .toList();
  }

  /** The words of the response of an id. */
  public Step step(String id, Locale language) {
    if (responses.byId(id).isEmpty()) {
      throw new IllegalArgumentException("there is no response " + id);
    }
    return new Step(
        id,
        text(id, "name", language),
        text(id, "when", language),
        text(id, "avoid", language),
        PHRASES.stream().map(phrase -> text(id, phrase, language)).toList());
  }

  /** What else may be behind any signal of a detector. */
  public String otherExplanations(String detector, Locale language) {
    return catalogue.text(detector, EXPLANATIONS, language);
  }

  private List<String> otherExplanations(Signal signal, Locale language) {
    return Stream.concat(
            signal.remarks().stream()
                .map(
                    remark ->
                        catalogue.text(signal.detector(), remark, language, signal.numbers())),
            Stream.of(otherExplanations(signal.detector(), language)))
        .toList();
  }

  private String text(String response, String key, Locale language) {
    return catalogue.text(Responses.TEXTS, response + "." + key, language);
  }
}
