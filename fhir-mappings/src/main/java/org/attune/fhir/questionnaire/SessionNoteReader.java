package org.attune.fhir.questionnaire;

import static java.util.Map.entry;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.attune.fhir.Codes;
import org.attune.fhir.References;
import org.attune.therapy.ChartFact;
import org.attune.therapy.CheckIn.Item;
import org.attune.therapy.GapReason;
import org.attune.therapy.Marker;
import org.attune.therapy.Reading;
import org.attune.therapy.SessionNote;
import org.attune.therapy.SessionNote.AvoidedBy;
import org.attune.therapy.SessionNote.JustBefore;
import org.attune.therapy.SessionNote.MyPart;
import org.attune.therapy.SessionNote.Observed;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.Reference;
import org.jspecify.annotations.Nullable;

/**
 * Reads a therapist's note after a session. It is private to whoever wrote it, so a note that no
 * practitioner is said to have written is not read at all.
 */
final class SessionNoteReader implements FormReader {

  static final Map<String, JustBefore> JUST_BEFORE =
      Map.of(
          "question", JustBefore.QUESTION,
          "feedback", JustBefore.FEEDBACK,
          "new-step", JustBefore.NEW_STEP,
          "painful-topic", JustBefore.PAINFUL_TOPIC,
          "silence", JustBefore.SILENCE,
          "something-outside", JustBefore.SOMETHING_OUTSIDE,
          "not-sure", JustBefore.NOT_SURE);

  static final Map<String, MyPart> MY_PART =
      Map.of(
          "pace", MyPart.PACE,
          "too-many-questions", MyPart.TOO_MANY_QUESTIONS,
          "advice-unasked", MyPart.ADVICE_UNASKED,
          "missed-what-mattered", MyPart.MISSED_WHAT_MATTERED,
          "distracted", MyPart.DISTRACTED,
          "own-feeling", MyPart.OWN_FEELING,
          "none-seen", MyPart.NONE_SEEN,
          "not-sure", MyPart.NOT_SURE);

  static final Map<String, AvoidedBy> AVOIDED_BY =
      Map.of(
          "client", AvoidedBy.CLIENT,
          "therapist", AvoidedBy.THERAPIST,
          "both", AvoidedBy.BOTH);

  static final Map<String, Item> OWN_VIEW =
      Map.ofEntries(
          entry("heard", Item.HEARD),
          entry("topics", Item.TOPICS),
          entry("pace", Item.PACE),
          entry("approach", Item.APPROACH),
          entry("progress", Item.PROGRESS));

  private static final List<Asked> ASKED =
      Arrays.stream(Marker.values()).map(Asked::about).toList();

  /** What the form asks about a marker, by link id. */
  private record Asked(Marker marker, String amount, String before, String myPart) {

    static Asked about(Marker marker) {
      var name = "marker." + marker.sign();
      return new Asked(marker, name + ".amount", name + ".before", name + ".my-part");
    }
  }

  private final References references;

  SessionNoteReader(References references) {
    this.references = references;
  }

  @Override
  public Reading<ChartFact> read(Filling filling) {
    var response = filling.response();
    if (!Respondents.isPractitioner(writer(response))) {
      return new Reading.Gap<>(GapReason.NOT_BY_A_THERAPIST);
    }
    var sheet = filling.sheet();
    var note =
        new SessionNote(
            filling.source(),
            filling.client(),
            filling.form(),
            filling.at(),
            observed(sheet),
            CheckInReader.ratings(sheet, OWN_VIEW),
            sheet.number("distress", 0, 3),
            sheet.ticked("painful-topic"),
            sheet.choice("avoided-by", Codes.AVOIDED_BY, AVOIDED_BY),
            sheet.ticked("planned-exposure"),
            sheet.ticked("boundary"),
            sheet.said("check-in-start"),
            sheet.said("check-in-end"),
            filling.visit(),
            references.therapist(writer(response)).orElse(null),
            filling.labels());
    // A threat that somebody noted is never lost for a form's fault.
    return note.boundary() ? new Reading.Fact<>(note) : sheet.unlessOffTheForm(note);
  }

  private static Reference writer(QuestionnaireResponse response) {
    return response.getSource().isEmpty() ? response.getAuthor() : response.getSource();
  }

  private static List<Observed> observed(Sheet sheet) {
    return ASKED.stream().map(asked -> observed(sheet, asked)).filter(Objects::nonNull).toList();
  }

  // Without an amount nobody said that it was there.
  private static @Nullable Observed observed(Sheet sheet, Asked asked) {
    var amount = sheet.number(asked.amount(), 0, 3);
    var before = sheet.choice(asked.before(), Codes.JUST_BEFORE, JUST_BEFORE);
    var myPart = sheet.choice(asked.myPart(), Codes.MY_PART, MY_PART);
    return amount == null ? null : new Observed(asked.marker(), amount, before, myPart);
  }
}
