package org.attune.fhir.chart;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.attune.ehr.EhrUnavailable;
import org.attune.ehr.Feed;
import org.attune.fhir.Part2;
import org.attune.fhir.References;
import org.attune.fhir.attendance.AppointmentMapper;
import org.attune.fhir.attendance.CancellationReasons;
import org.attune.fhir.attendance.CommunicationMapper;
import org.attune.fhir.attendance.EpisodeMapper;
import org.attune.fhir.attendance.Modalities;
import org.attune.fhir.attendance.Scope;
import org.attune.fhir.client.Access;
import org.attune.fhir.client.EhrClient;
import org.attune.fhir.client.FhirR4;
import org.attune.fhir.client.NeedsAccess;
import org.attune.fhir.goals.GoalScoreMapper;
import org.attune.fhir.patient.ConsentMapper;
import org.attune.fhir.patient.PatientMapper;
import org.attune.fhir.questionnaire.ObservationMapper;
import org.attune.fhir.questionnaire.QuestionnaireResponseMapper;
import org.attune.fhir.responses.TaskMapper;
import org.attune.instruments.Instruments;
import org.attune.settings.Configurable;
import org.attune.settings.Setting;
import org.attune.settings.Settings;
import org.attune.therapy.PatientId;
import org.hl7.fhir.r4.model.Group;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the reader of this site: with its settings, and with the members of its Group. */
@ApplicationScoped
public class Readers implements Configurable, NeedsAccess {

  /** The longest resource that is read. */
  public static final Setting<Integer> LARGEST = EhrClient.LARGEST_RESOURCE;

  /** Whether to look for responses that are documented as completed tasks. */
  public static final Setting<Boolean> RESPONSE_TASKS = Setting.yesNo("fhir.response-tasks", true);

  private static final String TASK = "Task";
  private static final String OBSERVATION = "Observation";

  /** The types of which only a few are ours, and whether these are looked for. */
  private static final Map<String, Setting<Boolean>> LOOKED_FOR =
      Map.of(
          OBSERVATION,
          ObservationMapper.READ,
          TASK,
          RESPONSE_TASKS,
          "Communication",
          CommunicationMapper.READ);

  /** What IT reads where the EHR does not tell of these. */
  private static final Map<String, String> CLOSED =
      Map.of(
          OBSERVATION,
          "The EHR does not let us search Observation by code, so scores are read from"
              + " questionnaires alone; allow it, or set attune.fhir.score-observations to false",
          TASK,
          "The EHR does not let us search Task by code, so what was tried is not read from it;"
              + " allow it, or set attune.fhir.response-tasks to false",
          "Communication",
          "The EHR does not let us search Communication, so talks that stand there let no row rest;"
              + " allow it, or set attune.fhir.communications to false");

  private static final String CONSENT = "Consent";

  private static final Logger LOG = LoggerFactory.getLogger(Readers.class);

  private final Settings settings;
  private final Instruments instruments;
  private final ZoneId zone;
  private final EhrClient ehr;
  private final FhirR4 fhir;
  private final Set<String> told = ConcurrentHashMap.newKeySet();
  private volatile @Nullable ResourceReader reader;

  @Inject
  public Readers(
      Settings settings, Instruments instruments, ZoneId zone, EhrClient ehr, FhirR4 fhir) {
    this.settings = settings;
    this.instruments = instruments;
    this.zone = zone;
    this.ehr = ehr;
    this.fhir = fhir;
  }

  @Override
  public List<Setting<?>> settings() {
    var all = new ArrayList<>(Scope.SETTINGS);
    all.addAll(Part2.SETTINGS);
    all.addAll(ConsentMapper.SETTINGS);
    all.add(EpisodeMapper.COURT_ORDERED);
    all.add(PatientMapper.TEST_RECORDS);
    all.add(LARGEST);
    all.add(FhirChart.OVERLAP);
    all.add(FhirChart.DELETIONS);
    all.add(FhirChart.PART);
    all.add(FhirBulkExport.EXPORT);
    all.add(Modalities.TELEPHONE_TYPES);
    all.add(CancellationReasons.SITE_CODES);
    all.add(AppointmentMapper.CANCELLED_AT_EXTENSION);
    all.add(QuestionnaireResponseMapper.SITE_FORMS);
    all.add(QuestionnaireResponseMapper.TOTAL_EXTENSIONS);
    all.add(ObservationMapper.READ);
    all.add(RESPONSE_TASKS);
    all.add(CommunicationMapper.READ);
    all.addAll(CommunicationMapper.SETTINGS);
    return List.copyOf(all);
  }

  /** Reads what it follows, and the Group of the site where there is one. */
  @Override
  public List<Access> access() {
    var all = new ArrayList<Access>();
    for (Feed feed : Feed.values()) {
      var asked = FhirFeed.of(feed);
      if (follows(asked)) {
        var access = Access.reading(asked.type());
        all.add(feed.isNeeded() ? access : access.ifGiven());
      }
    }
    if (!settings.get(Scope.MEMBERS_OF).isBlank()
        || settings.get(FhirBulkExport.EXPORT).startsWith("Group/")) {
      all.add(new Access("Group", Set.of(Access.Right.READ)));
    }
    return all;
  }

  /** The reader as it was last made. */
  public ResourceReader current() throws EhrUnavailable {
    var made = reader;
    return made == null ? renewed() : made;
  }

  /** A reader that knows who is a member of the Group now. */
  public ResourceReader renewed() throws EhrUnavailable {
    var made = reader;
    if (made == null || !settings.get(Scope.MEMBERS_OF).isBlank()) {
      var scope = Scope.of(settings, members());
      var mappers = new Mappers(settings, scope, instruments, zone, ehr.bases());
      made = new ResourceReader(fhir.context(), mappers, settings.get(LARGEST) * 1_024);
      reader = made;
    }
    return made;
  }

  /** Whether the site has not said what psychotherapy is, so that nothing would be read. */
  public boolean nothingInScope() {
    return settings.get(Scope.MEMBERS_OF).isBlank() && Scope.of(settings, null).isEmpty();
  }

  /** Whether a feed is followed here at all. */
  boolean follows(FhirFeed feed) {
    if (feed.type().equals(CONSENT)) {
      return settings.get(ConsentMapper.READ);
    }
    var lookedFor = LOOKED_FOR.get(feed.type());
    return lookedFor == null || settings.get(lookedFor);
  }

  /** What narrows the search of a feed; begins with an ampersand, or is empty. */
  String narrowing(FhirFeed feed) {
    var codes =
        switch (feed.type()) {
          case TASK -> TaskMapper.codes();
          case OBSERVATION ->
              Stream.concat(ObservationMapper.codes(instruments).stream(), GoalScoreMapper.codes())
                  .toList();
          default -> List.<String>of();
        };
    if (codes.isEmpty()) {
      return "";
    }
    return "&code=" + URLEncoder.encode(String.join(",", codes), StandardCharsets.UTF_8);
  }

  /** Says once that the EHR does not tell of those few of a type that are ours. */
  void tellThatItIsClosed(FhirFeed feed) {
    if (told.add(feed.type())) {
      LOG.warn(CLOSED.get(feed.type()));
    }
  }

  private @Nullable Set<PatientId> members() throws EhrUnavailable {
    var group = settings.get(Scope.MEMBERS_OF);
    if (group.isBlank()) {
      return null;
    }
    var reference = group.startsWith("Group/") ? group : "Group/" + group;
    var found =
        ehr.read(Group.class, reference)
            .orElseThrow(
                () ->
                    new EhrUnavailable(
                        "The EHR has no Group as attune.scope.group names it; correct the id.",
                        null));
    var references = new References(ehr.bases());
    var members = new HashSet<PatientId>();
    found.getMember().stream()
        .filter(member -> !member.getInactive())
        .flatMap(member -> references.to("Patient", member.getEntity()).stream())
        .forEach(patient -> members.add(new PatientId(patient.id())));
    return members;
  }
}
