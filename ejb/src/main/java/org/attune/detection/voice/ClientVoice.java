package org.attune.detection.voice;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.attune.detection.Category;
import org.attune.detection.Channel;
import org.attune.detection.Detector;
import org.attune.detection.LifeEvents;
import org.attune.detection.Lookout;
import org.attune.detection.Signal;
import org.attune.detection.Stage;
import org.attune.norms.ServiceNorms;
import org.attune.therapy.CancellationReason;
import org.attune.therapy.CheckIn;
import org.attune.therapy.Contact;
import org.attune.therapy.Respondent;
import org.attune.therapy.Session;
import org.attune.therapy.TherapyCourse;

/**
 * The client told us that something about the sessions is not right. Harm, feeling judged, and
 * whatever the client keeps from the therapist, go to a named person and never to the chart.
 */
@Dependent
public final class ClientVoice implements Detector {

  @Inject
  public ClientVoice() {}

  @Override
  public String id() {
    return "client-voice";
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public Stage stage() {
    return Stage.CLIENT_VOICE;
  }

  @Override
  public Optional<Signal> examine(TherapyCourse course, ServiceNorms norms) {
    var statements = statements(course);
    for (Readers readers : Readers.values()) {
      var open = open(statements.getOrDefault(readers, List.of()), readers, course);
      if (!open.isEmpty()) {
        return Optional.of(signal(open, readers, course));
      }
    }
    return Optional.empty();
  }

  /** What was said, by who may know, oldest first. What is said in one place stays there. */
  private static Map<Readers, List<Statement>> statements(TherapyCourse course) {
    var all = new EnumMap<Readers, List<Statement>>(Readers.class);
    for (CheckIn checkIn : course.checkIns()) {
      if (!checkIn.voices().isEmpty() && checkIn.respondent() != Respondent.THERAPIST) {
        add(Statement.of(checkIn), all);
      }
    }
    for (Session session : course.sessions()) {
      if (session.reason() == CancellationReason.UNHAPPY_WITH_PROVIDER) {
        var statement = Statement.of(session);
        if (!statement.at().isAfter(course.asOf())) {
          add(statement, all);
        }
      }
    }
    return all;
  }

  private static void add(Statement statement, Map<Readers, List<Statement>> all) {
    all.computeIfAbsent(statement.readers(), none -> new ArrayList<>()).add(statement);
  }

  /**
   * The statements that nobody has answered yet. One that follows before the earlier ones were
   * answered joins them, and all of them wait for an answer to the last.
   */
  private static List<Statement> open(
      List<Statement> statements, Readers readers, TherapyCourse course) {
    var open = new ArrayList<Statement>();
    var answered = Instant.MAX;
    for (Statement statement : statements.stream().sorted(Statement.BY_TIME).toList()) {
      if (statement.at().isAfter(answered)) {
        open.clear();
      }
      open.add(statement);
      answered = answered(statement.at(), readers, course);
    }
    return answered.equals(Instant.MAX) ? open : List.of();
  }

  /** When somebody had been in contact after a moment and the client then had no more to say. */
  private static Instant answered(Instant said, Readers readers, TherapyCourse course) {
    var contact =
        contacts(readers, course)
            .filter(at -> at.isAfter(said))
            .min(Comparator.naturalOrder())
            .orElse(Instant.MAX);
    if (readers == Readers.NOBODY_YET || contact.equals(Instant.MAX)) {
      return contact;
    }
    return course.checkIns().stream()
        .filter(checkIn -> checkIn.respondent() == Respondent.CLIENT && checkIn.voices().isEmpty())
        .map(CheckIn::at)
        .filter(at -> !at.isBefore(contact))
        .findFirst()
        .orElse(Instant.MAX);
  }

  /** A session with the therapist answers what the therapist may know, and nothing else. */
  private static Stream<Instant> contacts(Readers readers, TherapyCourse course) {
    var spoken = course.contacts().stream().filter(Contact::spoken).map(Contact::at);
    return readers == Readers.NAMED_PERSON
        ? spoken
        : Stream.concat(spoken, course.past().filter(Session::attended).map(Session::start));
  }

  private Signal signal(List<Statement> open, Readers readers, TherapyCourse course) {
    var first = open.get(0);
    var numbers = new TreeMap<String, Double>();
    numbers.put("statements", (double) open.size());
    return new Signal(
        id(),
        version(),
        open.stream().map(Statement::level).max(Comparator.naturalOrder()).orElseThrow(),
        Category.CONTACT,
        readers.channel,
        wording(open, readers),
        numbers,
        first.source(),
        first.at(),
        open.stream().map(Statement::source).toList(),
        List.of(),
        remarks(open, readers, course),
        Lookout.nextSession(course),
        false,
        List.of());
  }

  private static String wording(List<Statement> open, Readers readers) {
    return readers == Readers.CARE_TEAM && open.stream().allMatch(Statement::proxy)
        ? "flag.proxy"
        : readers.wording;
  }

  private static List<String> remarks(List<Statement> open, Readers readers, TherapyCourse course) {
    var remarks = new ArrayList<String>();
    if (open.stream().anyMatch(Statement::proxy)) {
      remarks.add("remark.proxy");
    }
    if (readers.channel == Channel.CHART) {
      remarks.addAll(LifeEvents.remarks(course, open.get(0).at()));
    }
    return remarks;
  }

  /** Who may know of a statement, the most protected first. */
  enum Readers {
    /** Somebody other than the therapist, without content. */
    NAMED_PERSON(Channel.NAMED_PERSON, "task"),
    /** Everybody who reads the chart. */
    CARE_TEAM(Channel.CHART, "flag"),
    /** The therapist alone. */
    THERAPIST(Channel.PROMPT, "flag.therapist"),
    /** Nothing was said yet: a code in the appointment book raises a question. */
    NOBODY_YET(Channel.CHART, "flag.question");

    private final Channel channel;
    private final String wording;

    Readers(Channel channel, String wording) {
      this.channel = channel;
      this.wording = wording;
    }
  }
}
