package org.attune.forms;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.attune.access.AccessLog;
import org.attune.access.FormSessions;
import org.attune.access.FormSessions.Invited;
import org.attune.access.FormSessions.Swapped;
import org.attune.access.RecordAccess;
import org.attune.ehr.EhrCapabilities;
import org.attune.ehr.FormAnswers;
import org.attune.ehr.FormSheet;
import org.attune.ehr.Publications;
import org.attune.hooks.MoreToDo;
import org.attune.ledger.Ledger;
import org.attune.therapy.ChartFact;
import org.attune.therapy.Labels;
import org.attune.therapy.SecurityLabel;
import org.attune.therapy.Source;
import org.attune.therapy.Visit;
import org.attune.therapy.VisitStatus;
import org.attune.writeback.FilledForm;
import org.attune.writeback.PendingWrites;
import org.jspecify.annotations.Nullable;

/**
 * What the holder of an invitation may do: open the form, read its texts, and hand in one answer,
 * which goes into the client's record and comes back from there like any other form.
 */
@ApplicationScoped
public class FillForm {

  private static final SecurityLabel FOR_FEW_EYES =
      new SecurityLabel("http://terminology.hl7.org/CodeSystem/v3-Confidentiality", "R");

  private static final String EVERYBODY = "care-team";

  private final FormSessions sessions;
  private final Publications publications;
  private final EhrCapabilities ehr;
  private final Ledger ledger;
  private final PendingWrites writes;
  private final AccessLog accounts;
  private final ZoneId zone;
  private final Event<MoreToDo> more;
  private final Clock clock;

  @Inject
  public FillForm(
      FormSessions sessions,
      Publications publications,
      EhrCapabilities ehr,
      Ledger ledger,
      PendingWrites writes,
      AccessLog accounts,
      ZoneId zone,
      Event<MoreToDo> more,
      Clock clock) {
    this.sessions = sessions;
    this.publications = publications;
    this.ehr = ehr;
    this.ledger = ledger;
    this.writes = writes;
    this.accounts = accounts;
    this.zone = zone;
    this.more = more;
    this.clock = clock;
  }

  /**
   * A form to be filled.
   *
   * @param form which it is
   * @param sheet its texts
   * @param first what is asked at first
   */
  public record Page(ClientForm form, FormSheet sheet, List<String> first) {}

  /** What came of handing in. */
  public enum HandedIn {
    /** It is on its way into the record. */
    TAKEN,
    /** Everything was left out: there is nothing to be kept. */
    NOTHING_SAID,
    /** The form is not open, or was handed in before. */
    CLOSED,
    /** The form offers no such answer. */
    NOT_UNDERSTOOD,
    /** The EHR takes no filled forms now; nothing was kept. */
    NOT_TAKEN
  }

  /** Opens a form, once. */
  public Optional<Swapped> open(String word) {
    return sessions.swap(word);
  }

  /** The texts of the form that a token opens. */
  public Optional<Page> page(String token, Locale language) {
    return sessions
        .find(token)
        .flatMap(invited -> ClientForm.named(invited.form()))
        .map(
            form ->
                new Page(form, publications.sheet(form.questionnaire(), language), form.first()));
  }

  /** Hands a form in, once; one that was not understood may be handed in again. */
  @Transactional
  public HandedIn handIn(String token, FormAnswers answers, Locale language) {
    var invited = sessions.find(token).filter(this::mayFill).orElse(null);
    var form = invited == null ? null : ClientForm.named(invited.form()).orElse(null);
    if (invited == null || form == null) {
      return HandedIn.CLOSED;
    }
    var sheet = publications.sheet(form.questionnaire(), language);
    if (!sheet.takes(answers)) {
      return HandedIn.NOT_UNDERSTOOD;
    }
    if (!answers.anythingBut(List.of(ClientForm.AUDIENCE))) {
      sessions.close(token);
      return HandedIn.NOTHING_SAID;
    }
    if (!ehr.takesForms()) {
      return HandedIn.NOT_TAKEN;
    }
    sessions.close(token);
    send(invited, sheet, answers);
    return HandedIn.TAKEN;
  }

  private boolean mayFill(Invited invited) {
    // Who has left would be answered to by nobody: what they say is no longer read back here.
    return ledger
        .known(invited.patient())
        .filter(Open::is)
        .filter(client -> client.inScope() && client.mergedInto().isEmpty())
        .isPresent();
  }

  private void send(Invited invited, FormSheet sheet, FormAnswers answers) {
    var now = clock.instant();
    var facts = ledger.factsOf(invited.patient());
    var form =
        new FilledForm(
            sheet.id(),
            invited.patient(),
            sheet.language(),
            answers,
            now,
            invited.onTheSpot() ? visit(facts, now) : null,
            labels(facts, answers));
    writes.queue(form, fear(answers), now);
    more.fire(new MoreToDo());
    var own = "Patient/" + invited.patient().value();
    accounts.keep(
        new RecordAccess(
            RecordAccess.Kind.ACT,
            invited.patient(),
            InviteClient.ANSWERS,
            null,
            RecordAccess.Outcome.DONE,
            own,
            null));
  }

  private static boolean fear(FormAnswers answers) {
    return !answers.of(ClientForm.FEAR).isEmpty();
  }

  /** Those of the client's own record; and what few may read is marked so. */
  private static Labels labels(List<ChartFact> facts, FormAnswers answers) {
    var own = ClientLabels.of(facts);
    var audience = answers.of(ClientForm.AUDIENCE);
    boolean few = fear(answers) || !(audience.isEmpty() || audience.contains(EVERYBODY));
    return few ? own.and(new Labels(List.of(FOR_FEW_EYES))) : own;
  }

  /** The encounter of today that began last: who fills a form in the session is in that one. */
  private @Nullable Source visit(List<ChartFact> facts, Instant now) {
    var today = now.atZone(zone).toLocalDate();
    return facts.stream()
        .flatMap(fact -> fact instanceof Visit visit ? Stream.of(visit) : Stream.empty())
        .filter(visit -> !visit.contact() && !visit.start().isAfter(now))
        .filter(
            visit ->
                visit.status() == VisitStatus.UNDER_WAY || visit.status() == VisitStatus.FINISHED)
        .filter(visit -> visit.start().atZone(zone).toLocalDate().equals(today))
        .max(Comparator.comparing(Visit::start))
        .map(Visit::source)
        .orElse(null);
  }
}
