package org.attune.findings;

import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.attune.detection.Category;
import org.attune.detection.Channel;
import org.attune.detection.Level;
import org.attune.detection.Signal;
import org.attune.ledger.Texts;
import org.attune.therapy.CourseId;
import org.attune.therapy.Labels;
import org.attune.therapy.PatientId;
import org.attune.therapy.Source;
import org.attune.therapy.TherapistId;
import org.jspecify.annotations.Nullable;

/**
 * What a detector found in one course, from its beginning to its end, and what people made of it.
 */
@Entity
@Table(name = "finding")
public class Finding {

  /** Clients of whom no therapist is known are one caseload. */
  private static final String NOBODYS = "";

  @Id
  @Column(name = "finding_key")
  private String key;

  private PatientId patient;
  private String treatment;
  private String detector;

  @Column(name = "rule_version")
  private int version;

  @Enumerated(EnumType.STRING)
  @Column(name = "attention")
  private Level level;

  @Enumerated(EnumType.STRING)
  private Category category;

  @Enumerated(EnumType.STRING)
  private Channel channel;

  private String wording;

  @Convert(converter = Texts.OfNumbers.class)
  private SortedMap<String, Double> numbers;

  private Source onset;
  private Instant since;

  @Convert(converter = Texts.OfSources.class)
  private List<Source> evidence;

  @Convert(converter = FindingTexts.OfExcluded.class)
  private List<Signal.Excluded> excluded;

  @Convert(converter = FindingTexts.OfWords.class)
  private List<String> remarks;

  private Labels labels;

  @Convert(converter = FindingTexts.OfTherapists.class)
  private List<TherapistId> therapists;

  @Column(name = "proposes_goal")
  private boolean proposesGoal;

  private @Nullable String subject;

  @Convert(converter = FindingTexts.OfWords.class)
  private List<String> goals;

  private Instant opened;

  @Enumerated(EnumType.STRING)
  private FindingStage stage;

  @Column(name = "stage_since")
  private Instant stageSince;

  @Column(name = "snoozed_until")
  private @Nullable Instant snoozedUntil;

  @Enumerated(EnumType.STRING)
  private @Nullable Dismissal dismissal;

  @Convert(converter = Texts.OfSources.class)
  @Column(name = "dismissed_evidence")
  private @Nullable List<Source> dismissedEvidence;

  private @Nullable Instant ended;

  @Column(name = "latest_evidence")
  private Instant latest;

  private String caseload;

  @Enumerated(EnumType.STRING)
  private @Nullable Hold hold;

  @Column(name = "let_out")
  private @Nullable Instant letOut;

  /** How often a person closed its flag and new evidence came all the same. */
  @Column(name = "flag_number")
  private int flagNumber;

  @Column(name = "flag_since")
  private @Nullable Instant flagSince;

  @Column(name = "on_chart")
  private boolean onChart;

  @Column(name = "chart_since")
  private @Nullable Instant chartSince;

  @Column(name = "chart_until")
  private @Nullable Instant chartUntil;

  Finding() {}

  /**
   * Opens a finding.
   *
   * @param course in which course
   * @param signal what was found
   * @param background what the course adds to it
   * @param asOf when
   */
  Finding(CourseId course, Signal signal, Background background, Instant asOf) {
    this.key = FindingKey.of(course, signal.detector(), signal.onset()).value();
    this.patient = course.patient();
    this.treatment = course.treatment();
    this.detector = signal.detector();
    this.onset = signal.onset();
    this.since = signal.since();
    this.opened = asOf;
    isNow(signal, background);
    places(background);
    enter(FindingStage.OPEN, asOf);
  }

  /**
   * What a course adds to a signal.
   *
   * @param labels the labels of the evidence, all of which must be carried on
   * @param therapists who gave sessions in the course
   * @param latest the time of its latest evidence, or of its beginning where that came later
   * @param caseload to whose caseload the client belongs, or null where nobody is known
   */
  record Background(
      Labels labels,
      List<TherapistId> therapists,
      Instant latest,
      @Nullable TherapistId caseload) {}

  /** Follows what is found now; tells whether anything changed. A resolved one opens again. */
  boolean follow(Signal signal, Background background, Instant asOf) {
    if (stage == FindingStage.DISMISSED && !newEvidence(signal)) {
      return false;
    }
    if (stage == FindingStage.RESOLVED && dismissal != null && !newEvidence(signal)) {
      // What a person set aside and passed is back as it was: their word still holds.
      stage = FindingStage.DISMISSED;
      stageSince = asOf;
      ended = null;
      return false;
    }
    if (dismissal == Dismissal.CLOSED_IN_RECORD) {
      // The flag that a person closed stays closed; what is new gets one of its own.
      flagNumber++;
      flagSince = asOf;
    }
    places(background);
    boolean again = stage == FindingStage.DISMISSED || stage == FindingStage.RESOLVED;
    boolean awake = stage == FindingStage.SNOOZED && !asOf.isBefore(snoozedUntil().orElse(asOf));
    boolean changed = again || !same(signal, background);
    if (stage == FindingStage.RESOLVED && dismissal == null) {
      // Its ground is back as it was: it never ended, and nothing is repeated.
      chartUntil = null;
    }
    if (again || awake) {
      enter(FindingStage.OPEN, asOf);
      ended = null;
    }
    if (changed) {
      isNow(signal, background);
    }
    return changed;
  }

  /** What it rested on has passed. */
  void resolve(Instant asOf) {
    leaveChart(asOf);
    enter(FindingStage.RESOLVED, asOf);
    ended = asOf;
  }

  /** Somebody has seen it. */
  public void acknowledge(Instant now) {
    if (stage == FindingStage.OPEN || stage == FindingStage.SNOOZED) {
      enter(FindingStage.ACKNOWLEDGED, now);
    }
  }

  /** Somebody wants to see it again later. */
  public void snooze(Instant now, Instant until) {
    if (standing() && stage != FindingStage.DISMISSED && stage != FindingStage.WAITING) {
      enter(FindingStage.SNOOZED, now);
      snoozedUntil = until;
    }
  }

  /** Somebody set it aside. */
  public void dismiss(Instant now, Dismissal why) {
    if (standing()) {
      leaveChart(now);
      enter(FindingStage.DISMISSED, now);
      dismissal = why;
      dismissedEvidence = List.copyOf(evidence);
    }
  }

  /** Somebody closed its flag in the EHR; tells whether that is news. */
  public boolean closedByAPerson(String flag, Instant now) {
    boolean news = onChart && flag.equals(flagName());
    if (news) {
      dismiss(now, Dismissal.CLOSED_IN_RECORD);
    }
    return news;
  }

  /** The name of its flag; another one after a person closed the one before. */
  public String flagName() {
    return flagNumber == 0 ? key : key + "." + (flagNumber + 1);
  }

  /** Since when its flag stands; never changes for one flag. */
  public Instant flagSince() {
    return Objects.requireNonNullElse(flagSince, since);
  }

  /** Stays set aside where people set the same aside before the client's records were merged. */
  void takeOver(Finding before, Instant now) {
    var known = before.dismissedEvidence;
    var why = before.dismissal;
    if (why == null || known == null || stage == FindingStage.DISMISSED || !standing()) {
      return;
    }
    var references = known.stream().map(Source::reference).collect(Collectors.toSet());
    boolean same =
        detector.equals(before.detector)
            && onset.sameResource(before.onset)
            && evidence.stream().allMatch(each -> references.contains(each.reference()));
    if (same) {
      dismiss(now, why);
      dismissedEvidence = known;
    }
  }

  /** Whether it may have a flag on the chart at all; a mere prompt never has one. */
  public boolean forChart() {
    return channel == Channel.CHART && level != Level.PROMPT;
  }

  /** Whether what it rests on has not passed, whatever people made of it. */
  public boolean standing() {
    return stage != FindingStage.RESOLVED;
  }

  /** Its turn on the chart has come. */
  void show(Instant now) {
    onChart = true;
    chartSince = now;
    if (stage == FindingStage.WAITING) {
      enter(FindingStage.OPEN, now);
    }
  }

  /** Its turn on the chart has not come, or is given to a more pressing one. */
  void await(Instant now) {
    onChart = false;
    if (stage != FindingStage.WAITING) {
      enter(FindingStage.WAITING, now);
    }
  }

  /** It is not for the chart any longer. */
  void leaveChart(Instant now) {
    if (onChart) {
      onChart = false;
      chartUntil = now;
    }
    if (stage == FindingStage.WAITING) {
      enter(FindingStage.OPEN, now);
    }
  }

  /** Whether it stands and would have a flag if it were its turn. */
  boolean wantsChart() {
    return standing()
        && stage != FindingStage.DISMISSED
        && forChart()
        && !onChart
        && hold != Hold.SHADOW
        && hold != Hold.KNOWN;
  }

  /** The EHR is not told of it, for a reason that has nothing to do with the client. */
  void holdBack(Hold why) {
    hold = why;
    letOut = null;
  }

  /** The EHR may be told of it. */
  void letOut(Instant now) {
    hold = null;
    letOut = now;
  }

  /** Nothing holds it back; it is not for the EHR in any case. */
  void holdBackNoMore() {
    hold = null;
  }

  /** It would have a flag now if its turn in the caseload had come. */
  void awaitTurn(Instant now) {
    await(now);
    hold = Hold.TURN;
  }

  /** Why the EHR is not told of it, if anything holds it back. */
  public Optional<Hold> hold() {
    return Optional.ofNullable(hold);
  }

  /** When it was let out to the EHR, if it was. */
  public Optional<Instant> letOut() {
    return Optional.ofNullable(letOut);
  }

  /** The time of its latest evidence, or of its beginning where that came later. */
  public Instant latest() {
    return latest;
  }

  /** Whose caseload the client belongs to; clients of nobody known are one caseload. */
  public String caseload() {
    return caseload;
  }

  /** Whether it has a flag. */
  public boolean onChart() {
    return onChart;
  }

  /** When it last got a flag. */
  Optional<Instant> chartSince() {
    return Optional.ofNullable(chartSince);
  }

  /** When its flag was last closed because it ended or was set aside. */
  Optional<Instant> chartUntil() {
    return Optional.ofNullable(chartUntil);
  }

  /** When it left the chart: resolved, set aside or waiting; empty while it may stand there. */
  public Optional<Instant> closed() {
    return stage == FindingStage.DISMISSED || stage == FindingStage.WAITING
        ? Optional.of(stageSince)
        : Optional.ofNullable(ended);
  }

  /** Whether a signal rests on any record on which it did not rest when it was set aside. */
  boolean newEvidence(Signal signal) {
    var known =
        Objects.requireNonNullElse(dismissedEvidence, List.<Source>of()).stream()
            .map(Source::reference)
            .collect(Collectors.toSet());
    return signal.evidence().stream().anyMatch(each -> !known.contains(each.reference()));
  }

  private void enter(FindingStage next, Instant now) {
    stage = next;
    stageSince = now;
    snoozedUntil = null;
    if (next != FindingStage.DISMISSED && next != FindingStage.RESOLVED) {
      dismissal = null;
      dismissedEvidence = null;
    }
  }

  /** Of these nobody outside hears, so a change of them alone is no change. */
  private void places(Background background) {
    this.latest = background.latest();
    this.caseload = background.caseload() == null ? NOBODYS : background.caseload().value();
  }

  private void isNow(Signal signal, Background background) {
    this.version = signal.version();
    this.level = signal.level();
    this.category = signal.category();
    this.channel = signal.channel();
    this.wording = signal.wording();
    this.numbers = new TreeMap<>(signal.numbers());
    this.evidence = signal.evidence();
    this.excluded = signal.excluded();
    this.remarks = signal.remarks();
    this.proposesGoal = signal.proposesGoal();
    this.subject = signal.subject();
    this.goals = signal.goals();
    this.labels = background.labels();
    this.therapists = background.therapists();
  }

  private boolean same(Signal signal, Background background) {
    return version == signal.version()
        && level == signal.level()
        && category == signal.category()
        && channel == signal.channel()
        && wording.equals(signal.wording())
        && numbers.equals(signal.numbers())
        && evidence.equals(signal.evidence())
        && excluded.equals(signal.excluded())
        && remarks.equals(signal.remarks())
        && proposesGoal == signal.proposesGoal()
        && Objects.equals(subject, signal.subject())
        && goals.equals(signal.goals())
        && labels.equals(background.labels())
        && therapists.equals(background.therapists());
  }

  /** What was found, as it was last told. */
  public Signal signal() {
    return new Signal(
        detector,
        version,
        level,
        category,
        channel,
        wording,
        numbers,
        onset,
        since,
        evidence,
        excluded,
        remarks,
        null,
        proposesGoal,
        List.of(),
        subject,
        goals);
  }

  /** Its name for life. */
  public FindingKey key() {
    return new FindingKey(key);
  }

  /** In which course. */
  public CourseId course() {
    return new CourseId(patient, treatment);
  }

  /** The detector's id. */
  public String detector() {
    return detector;
  }

  /** The version of its rule. */
  public int version() {
    return version;
  }

  /** How much attention it asks for. */
  public Level level() {
    return level;
  }

  /** Its heading in the chart. */
  public Category category() {
    return category;
  }

  /** How it reaches people. */
  public Channel channel() {
    return channel;
  }

  /** Which of the detector's texts applies. */
  public String wording() {
    return wording;
  }

  /** What was compared. */
  public SortedMap<String, Double> numbers() {
    return numbers;
  }

  /** The record with which it began. */
  public Source onset() {
    return onset;
  }

  /** When it began; never changes. */
  public Instant since() {
    return since;
  }

  /** The records it rests on. */
  public List<Source> evidence() {
    return evidence;
  }

  /** Records that were not counted. */
  public List<Signal.Excluded> excluded() {
    return excluded;
  }

  /** Keys of sentences that soften or annotate it. */
  public List<String> remarks() {
    return remarks;
  }

  /** The labels of its evidence. */
  public Labels labels() {
    return labels;
  }

  /** Who gave sessions in its course. */
  public List<TherapistId> therapists() {
    return therapists;
  }

  /** Whether a goal is proposed with it. */
  public boolean proposesGoal() {
    return proposesGoal;
  }

  /** What a note for the unit is about; empty unless it goes to the unit. */
  public Optional<String> subject() {
    return Optional.ofNullable(subject);
  }

  /** Which goals it is about, as its rule says; empty where that is to be told by its evidence. */
  public List<String> goals() {
    return goals;
  }

  /** When it was first found. */
  public Instant opened() {
    return opened;
  }

  /** Where it stands in its life. */
  public FindingStage stage() {
    return stage;
  }

  /** Since when it stands there. */
  public Instant stageSince() {
    return stageSince;
  }

  /** When it shall be seen again. */
  public Optional<Instant> snoozedUntil() {
    return Optional.ofNullable(snoozedUntil);
  }

  /** Why somebody set it aside. */
  public Optional<Dismissal> dismissal() {
    return Optional.ofNullable(dismissal);
  }

  /** When what it rested on had passed. */
  public Optional<Instant> ended() {
    return Optional.ofNullable(ended);
  }
}
