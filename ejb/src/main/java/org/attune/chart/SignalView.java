package org.attune.chart;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One finding in words.
 *
 * @param key names it for life
 * @param course in which course of the chart, or null where that is no longer there
 * @param detector which rule found it
 * @param version the version of the rule
 * @param level how much attention it asks for
 * @param levelText the same in words
 * @param category its heading
 * @param channel how it reaches people
 * @param name its name
 * @param sentence one sentence
 * @param since when it began
 * @param opened when it was first found
 * @param latest the time of its latest evidence
 * @param stage where it stands in its life
 * @param stageSince since when
 * @param snoozedUntil when it shall be seen again, or null
 * @param dismissal why somebody set it aside, or null
 * @param dismissalText the same in words, or null
 * @param standing whether what it rests on has not passed
 * @param onChart whether it has a flag in the record
 * @param held why the record is not told of it, or null
 * @param softened sentences that soften or annotate it
 * @param why why it is said, with its numbers
 * @param rule the rule behind it
 * @param evidence what it rests on, most telling first
 * @param notCounted what was looked at and not counted
 * @param otherExplanations what else may be behind it, service and access first
 * @param clears what ends it
 * @param caution what to be careful with
 * @param protective what holds for every signal
 * @param suggestions what to try, two or three
 * @param responses what people tried because of it
 * @param contested when the client contested it, or null
 */
public record SignalView(
    String key,
    @Nullable String course,
    String detector,
    int version,
    String level,
    String levelText,
    String category,
    String channel,
    String name,
    String sentence,
    Instant since,
    Instant opened,
    Instant latest,
    String stage,
    Instant stageSince,
    @Nullable Instant snoozedUntil,
    @Nullable String dismissal,
    @Nullable String dismissalText,
    boolean standing,
    boolean onChart,
    @Nullable String held,
    List<String> softened,
    String why,
    Rule rule,
    List<Evidence> evidence,
    List<NotCounted> notCounted,
    List<String> otherExplanations,
    String clears,
    String caution,
    String protective,
    List<Suggestion> suggestions,
    List<Logged> responses,
    @Nullable Contested contested) {

  public SignalView {
    softened = List.copyOf(softened);
    evidence = List.copyOf(evidence);
    notCounted = List.copyOf(notCounted);
    otherExplanations = List.copyOf(otherExplanations);
    suggestions = List.copyOf(suggestions);
    responses = List.copyOf(responses);
  }

  /**
   * A rule in words.
   *
   * @param text what it looks at
   * @param numbers what was compared
   * @param settings how the site has set it
   * @param version its version
   * @param source where it is from
   */
  public record Rule(
      String text, List<Named> numbers, List<Named> settings, int version, String source) {
    public Rule {
      numbers = List.copyOf(numbers);
      settings = List.copyOf(settings);
    }
  }

  /** A figure and what it means, both as people read them. */
  public record Named(String name, String value) {}

  /**
   * One record that a signal rests on.
   *
   * @param reference the record
   * @param kind {@code session}, {@code score}, {@code check-in}, {@code contact}, {@code goal},
   *     {@code form} or {@code record}
   * @param date when it was, or null where that is not known
   * @param text what it says, in a few words
   * @param link where people can look at it, or null for the record's own address
   */
  public record Evidence(
      String reference, String kind, @Nullable Instant date, String text, @Nullable String link) {}

  /** One record that was not counted, what it says and why it was not. */
  public record NotCounted(String reference, @Nullable Instant date, String text, String why) {}

  /**
   * Something to try.
   *
   * @param id which response
   * @param name its name
   * @param what when it fits
   * @param avoid what to be careful with
   * @param phrases what one might say
   * @param tried when it was tried because of this signal
   */
  public record Suggestion(
      String id, String name, String what, String avoid, List<String> phrases, List<Tried> tried) {
    public Suggestion {
      phrases = List.copyOf(phrases);
      tried = List.copyOf(tried);
    }
  }

  /** A try, and what came of it where anybody said so. */
  public record Tried(Instant at, @Nullable String outcome) {}

  /** A response that was tried because of the signal. */
  public record Logged(String response, String name, Instant at, @Nullable String outcome) {}

  /** That the client contests it, and since when. */
  public record Contested(Instant at) {}
}
