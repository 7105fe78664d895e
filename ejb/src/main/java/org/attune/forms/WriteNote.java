package org.attune.forms;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.attune.access.AccessLog;
import org.attune.access.RecordAccess;
import org.attune.access.Role;
import org.attune.access.Viewer;
import org.attune.ehr.FormAnswers;
import org.attune.ehr.FormSheet;
import org.attune.ehr.Publications;
import org.attune.hooks.MoreToDo;
import org.attune.ledger.KnownClient;
import org.attune.ledger.Ledger;
import org.attune.therapy.Booking;
import org.attune.therapy.ChartFact;
import org.attune.therapy.PatientId;
import org.attune.therapy.SessionNote;
import org.attune.therapy.Source;
import org.attune.therapy.TherapistId;
import org.attune.therapy.Visit;
import org.attune.therapy.VisitStatus;
import org.jspecify.annotations.Nullable;

/**
 * A therapist's note after a session, for themselves alone. It lies in our database and nowhere
 * else, never goes into the record, and asks nobody anything but them; only that a threat was noted
 * goes the way of safety, as the form says. Whoever holds hours with a client may write, see and
 * take back notes of their own, and no other's.
 */
@ApplicationScoped
public class WriteNote {

  /** The form, by its name among ours. */
  static final String FORM = "session-note";

  private static final String PRACTITIONER = "Practitioner/";

  /** A note is about the last session, where that is not too long ago. */
  private static final Duration RECENT = Duration.ofDays(7);

  /** What is asked at first; what was noticed is asked beside it. */
  private static final List<String> FIRST = List.of("distress", "heard", "topics", "pace");

  private final Publications publications;
  private final Ledger ledger;
  private final AccessLog accounts;
  private final Event<MoreToDo> more;
  private final Clock clock;

  @Inject
  public WriteNote(
      Publications publications,
      Ledger ledger,
      AccessLog accounts,
      Event<MoreToDo> more,
      Clock clock) {
    this.publications = publications;
    this.ledger = ledger;
    this.accounts = accounts;
    this.more = more;
    this.clock = clock;
  }

  /**
   * What lies before a therapist who would note something.
   *
   * @param sheet the form
   * @param first what is asked at first
   * @param session when the session began that it is about, or null where none was held lately
   * @param written what they noted here before, the latest first
   * @param next by which name the next note is kept, however often it is sent
   */
  public record Paper(
      FormSheet sheet,
      List<String> first,
      @Nullable Instant session,
      List<SessionNote> written,
      UUID next) {}

  /** What came of handing a note in. */
  public enum Noted {
    /** It is kept. */
    KEPT,
    /** Everything was left out: there is nothing to keep. */
    NOTHING_SAID,
    /** The form offers no such answer. */
    NOT_UNDERSTOOD,
    /** The viewer holds no hours with this client, or nothing may be kept of them. */
    NOT_THEIRS
  }

  /** The form and the notes before; empty where the viewer holds no hours with this client. */
  @Transactional
  public Optional<Paper> paper(Viewer viewer, Locale language) {
    if (!open(viewer.patient())) {
      return Optional.empty();
    }
    var facts = ledger.factsOf(viewer.patient());
    return therapist(viewer, facts)
        .map(
            own ->
                new Paper(
                    publications.sheet(FORM, language),
                    FIRST,
                    lastSession(own, facts).map(Visit::start).orElse(null),
                    written(own, facts),
                    UUID.randomUUID()));
  }

  /** Keeps a note; one that comes a second time, since nobody heard the answer, is kept already. */
  @Transactional
  public Noted write(Viewer viewer, UUID name, FormAnswers answers, Locale language) {
    var client = ledger.lock(viewer.patient()).filter(WriteNote::open).orElse(null);
    var facts = client == null ? List.<ChartFact>of() : ledger.factsOf(viewer.patient());
    var own = therapist(viewer, facts).orElse(null);
    if (client == null || own == null) {
      return Noted.NOT_THEIRS;
    }
    var sheet = publications.sheet(FORM, language);
    if (!sheet.takes(answers)) {
      return Noted.NOT_UNDERSTOOD;
    }
    if (!answers.anythingBut(List.of())) {
      return Noted.NOTHING_SAID;
    }
    if (ledger.isNoted(name.toString())) {
      return isOf(own, facts, name.toString()) ? Noted.KEPT : Noted.NOT_UNDERSTOOD;
    }
    var session = lastSession(own, facts).map(Visit::source).orElse(null);
    var note = note(name, viewer.patient(), own, sheet, answers, session);
    ledger.keep(client, note, viewer.user());
    account(viewer);
    return Noted.KEPT;
  }

  /** Takes a note of one's own back; returns whether there was one. */
  @Transactional
  public boolean takeBack(Viewer viewer, String note) {
    var client = ledger.lock(viewer.patient()).filter(WriteNote::open).orElse(null);
    if (client == null || !mine(viewer, note) || !ledger.letGo(client, note, viewer.user())) {
      return false;
    }
    account(viewer);
    return true;
  }

  private void account(Viewer viewer) {
    more.fire(new MoreToDo());
    accounts.keep(RecordAccess.act(viewer, InviteClient.ANSWERS, RecordAccess.Outcome.DONE));
  }

  /** Of the client whose chart is open, and of no other. */
  private boolean mine(Viewer viewer, String note) {
    var facts = ledger.factsOf(viewer.patient());
    return therapist(viewer, facts).filter(own -> isOf(own, facts, note)).isPresent();
  }

  private static boolean isOf(TherapistId own, List<ChartFact> facts, String note) {
    return written(own, facts).stream().anyMatch(each -> each.source().id().equals(note));
  }

  private SessionNote note(
      UUID name,
      PatientId patient,
      TherapistId own,
      FormSheet sheet,
      FormAnswers answers,
      @Nullable Source session) {
    var noted = new NotedHere(answers);
    return new SessionNote(
        new Source(SessionNote.HERE, name.toString(), null),
        patient,
        FORM + "|" + sheet.language(),
        clock.instant(),
        noted.observed(),
        noted.ratings(),
        noted.distress(),
        noted.ticked("painful-topic"),
        noted.avoidedBy(),
        noted.ticked("planned-exposure"),
        noted.ticked("boundary"),
        noted.said("check-in-start"),
        noted.said("check-in-end"),
        session,
        own,
        ClientLabels.of(ledger.factsOf(patient)));
  }

  private boolean open(PatientId patient) {
    return ledger.known(patient).filter(WriteNote::open).isPresent();
  }

  private static boolean open(KnownClient client) {
    return client.inScope() && Open.is(client);
  }

  /** The viewer, where they hold hours with this client, or have booked one. */
  private static Optional<TherapistId> therapist(Viewer viewer, List<ChartFact> facts) {
    return viewer.role() == Role.CLINICIAN && viewer.user().startsWith(PRACTITIONER)
        ? facts.stream()
            .map(WriteNote::holder)
            .filter(Objects::nonNull)
            .filter(holder -> viewer.user().equals(PRACTITIONER + holder.value()))
            .findFirst()
        : Optional.empty();
  }

  private static @Nullable TherapistId holder(ChartFact fact) {
    if (fact instanceof Visit visit) {
      return visit.therapist();
    }
    return fact instanceof Booking booking ? booking.therapist() : null;
  }

  private Optional<Visit> lastSession(TherapistId own, List<ChartFact> facts) {
    var now = clock.instant();
    return facts.stream()
        .flatMap(fact -> fact instanceof Visit visit ? Stream.of(visit) : Stream.empty())
        .filter(visit -> own.equals(visit.therapist()) && !visit.contact())
        .filter(
            visit ->
                visit.status() == VisitStatus.UNDER_WAY || visit.status() == VisitStatus.FINISHED)
        .filter(visit -> !visit.start().isAfter(now) && visit.start().isAfter(now.minus(RECENT)))
        .max(Comparator.comparing(Visit::start));
  }

  private static List<SessionNote> written(TherapistId own, List<ChartFact> facts) {
    return facts.stream()
        .flatMap(fact -> fact instanceof SessionNote note ? Stream.of(note) : Stream.empty())
        .filter(note -> !note.source().inRecord() && own.equals(note.therapist()))
        .sorted(Comparator.comparing(SessionNote::at).reversed())
        .toList();
  }
}
