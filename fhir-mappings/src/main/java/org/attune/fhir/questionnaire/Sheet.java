package org.attune.fhir.questionnaire;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.attune.fhir.Coded;
import org.attune.fhir.Times;
import org.attune.therapy.GapReason;
import org.attune.therapy.Reading;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DateType;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Type;
import org.jspecify.annotations.Nullable;

/**
 * One of our own forms, or one group on it, read item by item. What was skipped is absent; an
 * answer that is not on the form is remembered, and whatever stood there is not guessed at. Free
 * text has no way through here.
 */
final class Sheet {

  private final Answers answers;
  private final List<Sheet> groups = new ArrayList<>();
  private boolean offTheForm;

  Sheet(Answers answers) {
    this.answers = answers;
  }

  /** A whole number within its bounds. */
  @Nullable Integer number(String linkId, int lowest, int highest) {
    return only(linkId, answer -> whole(answer, lowest, highest));
  }

  private static Optional<Integer> whole(Type answer, int lowest, int highest) {
    var number = Numbers.of(answer);
    if (number.isEmpty()) {
      return Optional.empty();
    }
    double value = number.getAsDouble();
    return value >= lowest && value <= highest && value == Math.rint(value)
        ? Optional.of((int) value)
        : Optional.empty();
  }

  /** Yes or no. */
  @Nullable Boolean said(String linkId) {
    return only(
        linkId,
        answer ->
            answer instanceof BooleanType yes
                ? Optional.ofNullable(yes.getValue())
                : Optional.empty());
  }

  /** Whether it was ticked. */
  boolean ticked(String linkId) {
    return Boolean.TRUE.equals(said(linkId));
  }

  /** A whole date; part of a date is none. */
  @Nullable LocalDate day(String linkId) {
    return only(
        linkId,
        answer ->
            answer instanceof DateType date
                ? Optional.ofNullable(Times.date(date))
                : Optional.empty());
  }

  /** The one choice out of a table. */
  <T> @Nullable T choice(String linkId, String system, Map<String, T> choices) {
    return only(linkId, answer -> chosen(answer, system, choices));
  }

  /** Every choice out of a table. */
  <T> List<T> choices(String linkId, String system, Map<String, T> choices) {
    var all = new ArrayList<T>();
    for (Type answer : answers.under(linkId)) {
      chosen(answer, system, choices).ifPresentOrElse(all::add, () -> offTheForm = true);
    }
    return all;
  }

  private static <T> Optional<T> chosen(Type answer, String system, Map<String, T> choices) {
    return answer instanceof Coding coding
        ? Coded.codeIn(system, coding).flatMap(code -> Optional.ofNullable(choices.get(code)))
        : Optional.empty();
  }

  /** Whatever references were given. */
  List<Reference> references(String linkId) {
    return answers.under(linkId).stream()
        .filter(Reference.class::isInstance)
        .map(Reference.class::cast)
        .toList();
  }

  /** Whether anything at all was answered besides these. */
  boolean answeredBesides(String linkId) {
    return answers.names().stream().anyMatch(name -> !name.equals(linkId));
  }

  /** A group that repeats, each time by itself; what is off the form there is so here. */
  List<Sheet> each(String linkId) {
    var each = answers.each(linkId).stream().map(Sheet::new).toList();
    groups.addAll(each);
    return each;
  }

  // Two different answers where one is asked for: either may be meant.
  private <T> @Nullable T only(String linkId, Reader<T> reader) {
    var under = answers.under(linkId);
    if (under.isEmpty()) {
      return null;
    }
    var read = under.size() == 1 ? List.of(reader.read(under.get(0))) : each(under, reader);
    if (read.size() > 1 || read.get(0).isEmpty()) {
      offTheForm = true;
      return null;
    }
    return read.get(0).get();
  }

  private static <T> List<Optional<T>> each(List<Type> answers, Reader<T> reader) {
    return answers.stream().map(reader::read).distinct().toList();
  }

  private interface Reader<T> {
    Optional<T> read(Type answer);
  }

  /** Whether anything was answered there. */
  boolean answered(String linkId) {
    return !answers.under(linkId).isEmpty();
  }

  /** The same answers by themselves: what is off the form there is not so here. */
  Sheet aside() {
    return new Sheet(answers);
  }

  /** Says that something on it cannot be. */
  void spoilt() {
    offTheForm = true;
  }

  /** Whether an answer stood on it that the form does not offer; ask when all has been read. */
  boolean offTheForm() {
    return offTheForm || groups.stream().anyMatch(Sheet::offTheForm);
  }

  /** What was read, unless an answer is not on the form. */
  <T> Reading<T> unlessOffTheForm(T read) {
    return offTheForm() ? new Reading.Gap<>(GapReason.OUT_OF_RANGE) : new Reading.Fact<>(read);
  }
}
