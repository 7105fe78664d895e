package org.attune.writeback;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.attune.detection.Category;
import org.attune.detection.Level;
import org.attune.findings.FindingKey;
import org.attune.therapy.Labels;
import org.attune.therapy.PatientId;
import org.attune.therapy.Source;
import org.jspecify.annotations.Nullable;

/**
 * What should stand in the hospital's record because of a finding. A proposal is the whole wanted
 * state, so sending it twice does no more than sending it once.
 */
public sealed interface Proposal {

  /** The finding behind it; with the kind of proposal it names the resource in the EHR. */
  FindingKey key();

  /** On whose chart. */
  PatientId patient();

  /** Which rule, as {@code alliance-drop|1}. */
  String rule();

  /** The records it rests on. */
  List<Source> evidence();

  /** The labels of those records. */
  Labels labels();

  /**
   * A flag.
   *
   * @param category its heading
   * @param level how pressing it is
   * @param text one neutral sentence the client may read
   * @param start when the finding began; never changes
   * @param end when it ended, or null while it stands
   */
  record FlagProposal(
      FindingKey key,
      PatientId patient,
      String rule,
      Category category,
      Level level,
      String text,
      Instant start,
      @Nullable Instant end,
      List<Source> evidence,
      Labels labels)
      implements Proposal {}

  /**
   * A goal that people may take up, in a plan of our own.
   *
   * @param text the goal in neutral words the client may read
   * @param start when it was proposed
   * @param review when to look at it together
   * @param withdrawn whether its finding has ended and nobody took it up
   */
  record GoalProposal(
      FindingKey key,
      PatientId patient,
      String rule,
      String text,
      LocalDate start,
      LocalDate review,
      boolean withdrawn,
      List<Source> evidence,
      Labels labels)
      implements Proposal {}

  /**
   * A task for a named person, without content: "please get in touch".
   *
   * @param recipient to whom, as a reference such as {@code Practitioner/7}
   * @param text one sentence without content
   * @param level how pressing it is
   * @param start since when
   * @param due until when
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
      implements Proposal {}
}
