package org.attune.writeback;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.attune.detection.Category;
import org.attune.detection.Level;
import org.attune.ehr.FormAnswers;
import org.attune.findings.Dismissal;
import org.attune.findings.FindingKey;
import org.attune.matching.ClientGoal;
import org.attune.therapy.Labels;
import org.attune.therapy.PatientId;
import org.attune.therapy.Source;
import org.jspecify.annotations.Nullable;

/**
 * What should stand in the hospital's record because of something of ours. A proposal is the whole
 * wanted state, so sending it twice does no more than sending it once.
 */
public sealed interface Proposal {

  /** Names the resource in the EHR for life, among all that we write. */
  String name();

  /** The labels that the resource must carry on. */
  Labels labels();

  /** Whether it only ends what stands there. */
  boolean ends();

  /** What a finding leads to. */
  sealed interface OfFinding extends Proposal {

    /** The finding behind it. */
    FindingKey key();

    /** On whose chart. */
    PatientId patient();

    /** Which rule, as {@code alliance-drop|1}. */
    String rule();

    /** The records it rests on. */
    List<Source> evidence();

    /** Who decided on it, as a reference; null where it is of Attune alone. */
    default @Nullable String by() {
      return null;
    }
  }

  /** A request to a person, which tells nothing of its cause. */
  sealed interface ForPerson extends Proposal {

    /** About which client, or null where it is about none. */
    @Nullable PatientId client();

    /**
     * To whom, as a reference such as {@code Practitioner/7}; may be empty where it only ends, and
     * then whoever has it keeps it.
     */
    String recipient();

    /** What is asked, and at most what could be tried; nothing of why. */
    String text();

    /** How pressing it is. */
    Urgency urgency();

    /** Since when. */
    Instant start();

    /** Until when, or null where there is no hurry. */
    @Nullable Instant due();

    /** Who asks, as a reference, or null where it is Attune itself. */
    default @Nullable String requester() {
      return null;
    }

    /** What it is about besides the client, or null. */
    default @Nullable Source focus() {
      return null;
    }

    /** Whether nobody needs to do it any longer. */
    boolean done();

    @Override
    default boolean ends() {
      return done();
    }
  }

  /** How pressing a request is. */
  enum Urgency {
    ROUTINE,
    URGENT,
    /** As soon as possible. */
    SOONEST
  }

  /**
   * A flag.
   *
   * @param name names it for life
   * @param category its heading
   * @param level how pressing it is
   * @param text one neutral sentence the client may read
   * @param start since when it stands; never changes
   * @param end when it ended, or null while it stands
   * @param because why a person set it aside, or null where none did
   */
  record FlagProposal(
      String name,
      FindingKey key,
      PatientId patient,
      String rule,
      Category category,
      Level level,
      String text,
      Instant start,
      @Nullable Instant end,
      @Nullable Dismissal because,
      List<Source> evidence,
      Labels labels)
      implements OfFinding {

    /** One that nobody set aside. */
    public FlagProposal(
        String name,
        FindingKey key,
        PatientId patient,
        String rule,
        Category category,
        Level level,
        String text,
        Instant start,
        @Nullable Instant end,
        List<Source> evidence,
        Labels labels) {
      this(name, key, patient, rule, category, level, text, start, end, null, evidence, labels);
    }

    @Override
    public boolean ends() {
      return end != null;
    }
  }

  /** What may stand in the record already, in a way that whoever sends it must know of. */
  sealed interface Again extends Proposal {

    /** What is wanted. */
    OfFinding wanted();

    @Override
    default boolean ends() {
      return wanted().ends();
    }

    @Override
    default String name() {
      return wanted().name();
    }

    @Override
    default Labels labels() {
      return wanted().labels();
    }
  }

  /**
   * A flag where a task may stand in its place, from when the EHR took no flags.
   *
   * @param flag the flag
   */
  record FlagInsteadOfTask(FlagProposal flag) implements Again {

    @Override
    public FlagProposal wanted() {
      return flag;
    }
  }

  /**
   * A flag that the EHR has taken before.
   *
   * @param flag the flag
   * @param resource where it stood
   */
  record FlagThatStood(FlagProposal flag, Source resource) implements Again {

    @Override
    public FlagProposal wanted() {
      return flag;
    }
  }

  /**
   * A goal that may stand in no plan, from when the EHR took none.
   *
   * @param goal the goal
   */
  record GoalWithoutPlan(GoalProposal goal) implements Again {

    @Override
    public GoalProposal wanted() {
      return goal;
    }
  }

  /**
   * A flag's sentence as a task, for a record that takes no flags.
   *
   * @param flag the flag that is wanted
   * @param recipient to whom, or empty where it only ends
   * @param done whether it has ended or stands as a flag by now
   */
  record TaskInsteadOfFlag(FlagProposal flag, String recipient, boolean done) implements ForPerson {

    /** What follows the name of the flag in its own. */
    public static final String SUFFIX = ".flag";

    @Override
    public String name() {
      return flag.name() + SUFFIX;
    }

    @Override
    public Labels labels() {
      return flag.labels();
    }

    @Override
    public PatientId client() {
      return flag.patient();
    }

    @Override
    public String text() {
      return flag.text();
    }

    @Override
    public Urgency urgency() {
      return flag.level() == Level.PRIORITY ? Urgency.URGENT : Urgency.ROUTINE;
    }

    @Override
    public Instant start() {
      return flag.start();
    }

    @Override
    public @Nullable Instant due() {
      return null;
    }
  }

  /**
   * A goal that people may take up, in a plan of our own.
   *
   * @param text the goal in neutral words the client may read
   * @param theirs where the client named it themselves: whoever writes it reads their words there,
   *     and says these instead; as a rule empty. No words of theirs are ever in here before that.
   * @param start when it was proposed
   * @param review when to look at it together
   * @param answer what people said to it, if anything
   * @param within the team's plan in whose course it is proposed, or null where there is not one
   */
  record GoalProposal(
      FindingKey key,
      PatientId patient,
      String rule,
      String text,
      List<ClientGoal> theirs,
      LocalDate start,
      LocalDate review,
      GoalAnswer answer,
      @Nullable Source within,
      List<Source> evidence,
      Labels labels)
      implements OfFinding {

    public GoalProposal {
      theirs = List.copyOf(theirs);
    }

    /** One that the client has no words for, as far as is known. */
    public GoalProposal(
        FindingKey key,
        PatientId patient,
        String rule,
        String text,
        LocalDate start,
        LocalDate review,
        GoalAnswer answer,
        @Nullable Source within,
        List<Source> evidence,
        Labels labels) {
      this(key, patient, rule, text, List.of(), start, review, answer, within, evidence, labels);
    }

    /** One on which nobody has decided, in no plan's course. */
    public GoalProposal(
        FindingKey key,
        PatientId patient,
        String rule,
        String text,
        LocalDate start,
        LocalDate review,
        boolean withdrawn,
        List<Source> evidence,
        Labels labels) {
      this(
          key,
          patient,
          rule,
          text,
          start,
          review,
          withdrawn ? new GoalAnswer.Withdrawn() : new GoalAnswer.Open(),
          null,
          evidence,
          labels);
    }

    /** The same, named by the client in these records. */
    public GoalProposal namedIn(List<ClientGoal> records) {
      return new GoalProposal(
          key, patient, rule, text, records, start, review, answer, within, evidence, labels);
    }

    /**
     * The same in other words.
     *
     * @param from the records of the client's that these words are from
     * @param marks the labels that it must carry with them
     */
    public GoalProposal saying(String words, List<ClientGoal> from, Labels marks) {
      var rests = new ArrayList<>(evidence);
      from.stream()
          .map(ClientGoal::source)
          .filter(record -> rests.stream().noneMatch(record::sameResource))
          .forEach(rests::add);
      return new GoalProposal(
          key, patient, rule, words, from, start, review, answer, within, rests, marks);
    }

    /** Masked: somebody's words must never reach a log. */
    @Override
    public String toString() {
      return "a goal that is put forward";
    }

    /** Whether its finding has ended and nobody took it up. */
    public boolean withdrawn() {
      return answer instanceof GoalAnswer.Withdrawn;
    }

    @Override
    public @Nullable String by() {
      return answer.by();
    }

    /** What the goal of a finding is called in the record. */
    public static String name(FindingKey key) {
      return key.value() + ".goal";
    }

    @Override
    public String name() {
      return name(key);
    }

    @Override
    public boolean ends() {
      return withdrawn();
    }
  }

  /**
   * A goal in a plan of the team's, after a person said so. It says only that the plan names the
   * goal, and ends with nothing: from then on the plan is theirs as before.
   *
   * @param name names it for life
   * @param plan the team's plan, in the version that the person saw
   * @param goal the goal that it should name
   * @param by who decided so, as a reference
   * @param triedBefore whether it was sent before, so that it may stand there and not be told of
   */
  record PlanEntry(
      String name,
      FindingKey key,
      PatientId patient,
      String rule,
      Source plan,
      Source goal,
      String by,
      boolean triedBefore,
      List<Source> evidence,
      Labels labels)
      implements OfFinding {

    @Override
    public boolean ends() {
      return false;
    }
  }

  /**
   * Something that could be done about the plan, in a plan of our own. People take it up, change it
   * or turn it down in the record.
   *
   * @param suggested what could be done, or null where the finding puts nothing forward any longer
   * @param start when it was put forward
   * @param withdrawn whether nobody need do it any longer
   * @param within the team's plan in whose course it is put forward, or null where there is not one
   */
  record ActivityProposal(
      FindingKey key,
      PatientId patient,
      String rule,
      @Nullable Suggested suggested,
      LocalDate start,
      boolean withdrawn,
      @Nullable Source within,
      List<Source> evidence,
      Labels labels)
      implements OfFinding {

    /** What follows the key of the finding in its name. */
    public static final String SUFFIX = ".activity";

    public ActivityProposal {
      if (suggested == null && !withdrawn) {
        throw new IllegalArgumentException("nothing is put forward, and nothing withdrawn");
      }
    }

    @Override
    public String name() {
      return key.value() + SUFFIX;
    }

    @Override
    public boolean ends() {
      return withdrawn;
    }
  }

  /**
   * What could be done about the plan.
   *
   * @param what of which kind
   * @param text one sentence the client may read
   * @param goals the goals of the record that it is about
   * @param until until when it would be good to look
   */
  record Suggested(PlanActivity what, String text, List<Source> goals, LocalDate until) {

    public Suggested {
      goals = List.copyOf(goals);
    }
  }

  /**
   * A goal handed to somebody after people agreed on it. Its words may stand there: they are the
   * client's to read.
   *
   * @param name names it for life
   * @param client whose goal
   * @param recipient to whom
   * @param requester who decided
   * @param text what is asked
   * @param start when it was decided
   * @param due until when
   * @param focus the goal, or null where the record holds none
   */
  record GoalTask(
      String name,
      PatientId client,
      String recipient,
      String requester,
      String text,
      Instant start,
      Instant due,
      @Nullable Source focus,
      Labels labels)
      implements ForPerson {

    @Override
    public Urgency urgency() {
      return Urgency.ROUTINE;
    }

    @Override
    public boolean done() {
      return false;
    }
  }

  /**
   * A task for a named person, without content: "please get in touch", and what could be tried
   * whatever the reason.
   *
   * @param level how pressing it is
   * @param done whether the finding has ended
   */
  record TaskProposal(
      FindingKey key,
      PatientId patient,
      String rule,
      String recipient,
      String text,
      Level level,
      Instant start,
      Instant due,
      boolean done,
      List<Source> evidence,
      Labels labels)
      implements OfFinding, ForPerson {

    @Override
    public String name() {
      return key.value() + ".task";
    }

    @Override
    public PatientId client() {
      return patient;
    }

    @Override
    public Urgency urgency() {
      return level == Level.PRIORITY ? Urgency.URGENT : Urgency.ROUTINE;
    }
  }

  /**
   * A person's request to talk with somebody about a client. It tells nothing of what is behind it.
   *
   * @param name names it for life
   * @param client about whom
   * @param recipient who is asked
   * @param requester who asks
   * @param text what is asked
   * @param start when it was asked
   * @param done whether what led to it has passed
   */
  record ConsultationProposal(
      String name,
      PatientId client,
      String recipient,
      String requester,
      String text,
      Instant start,
      boolean done,
      Labels labels)
      implements ForPerson {

    @Override
    public Urgency urgency() {
      return Urgency.ROUTINE;
    }

    @Override
    public @Nullable Instant due() {
      return null;
    }
  }

  /**
   * A note for the lead of the unit. It is about no client.
   *
   * @param focus what it is about, such as an hour of a group or a therapist, or null where it
   *     cannot be named
   * @param done whether what it told of has passed
   */
  record UnitProposal(
      String name,
      String recipient,
      String text,
      @Nullable Source focus,
      Instant start,
      boolean done)
      implements ForPerson {

    @Override
    public @Nullable PatientId client() {
      return null;
    }

    @Override
    public Urgency urgency() {
      return Urgency.ROUTINE;
    }

    @Override
    public @Nullable Instant due() {
      return null;
    }

    @Override
    public Labels labels() {
      return Labels.NONE;
    }
  }

  /**
   * A request to be in contact today, by the safety pathway.
   *
   * @param asMessage whether it goes as a message instead of a task
   * @param done whether somebody has taken it over
   */
  record HandoverProposal(
      String name,
      PatientId client,
      String recipient,
      String text,
      Instant start,
      Instant due,
      boolean asMessage,
      boolean done,
      Labels labels)
      implements ForPerson {

    @Override
    public Urgency urgency() {
      return Urgency.SOONEST;
    }
  }

  /**
   * What a client filled here. It is theirs, and goes as it is.
   *
   * @param name names it for life
   * @param patient who filled it
   * @param form which of our forms
   * @param language in which it was read
   * @param at when it was handed in
   * @param visit in which encounter, or null where nobody knows
   */
  record FormProposal(
      String name,
      PatientId patient,
      String form,
      String language,
      FormAnswers answers,
      Instant at,
      @Nullable Source visit,
      Labels labels)
      implements Proposal {

    @Override
    public boolean ends() {
      return false;
    }
  }
}
