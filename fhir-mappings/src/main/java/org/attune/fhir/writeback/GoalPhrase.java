package org.attune.fhir.writeback;

import java.util.Objects;
import org.attune.fhir.Codes;
import org.attune.fhir.chart.ClientsWords.Said;
import org.attune.matching.ClientGoal;
import org.attune.writeback.GoalAnswer.Open;
import org.attune.writeback.Proposal.GoalProposal;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Goal;
import org.hl7.fhir.r4.model.Reference;

/**
 * In whose words a goal is put forward: the client's, where they have some for it, else ours. It
 * says on the way to which goal of theirs it lies, where that is a goal of the record, whoever's
 * words it is in.
 */
final class GoalPhrase {

  private final GoalProposal wanted;
  private final Said said;

  /**
   * @param wanted in our words
   * @param said what the client calls it
   */
  GoalPhrase(GoalProposal wanted, Said said) {
    this.wanted = wanted;
    this.said = said;
  }

  /** What is wanted, with all labels that it must carry and every record that it rests on. */
  GoalProposal proposal() {
    return said.from().isEmpty()
        ? wanted
        : wanted.saying(wanted.text(), said.from(), wanted.labels().and(said.labels()));
  }

  /** Whether a goal says what we would, where no seal of ours tells. */
  boolean isOf(Goal goal) {
    var text = goal.getDescription().getText();
    return wanted.text().equals(text) || (text != null && text.equals(said.words()));
  }

  /**
   * Says it. What stands there already stays once people have answered or it is withdrawn, and
   * where the EHR does not tell us now what the client calls it.
   */
  void into(Goal goal) {
    boolean stands = goal.getDescription().hasText();
    boolean stays = !(wanted.answer() instanceof Open) || !said.told();
    if (stands && stays) {
      return;
    }
    goal.getDescription().setText(Objects.requireNonNullElse(said.words(), wanted.text()));
    goal.getExtension().removeIf(one -> Codes.GOAL_RELATIONSHIP.equals(one.getUrl()));
    said.from().stream()
        .filter(ClientGoal::inRecord)
        .forEach(each -> leadsTo(goal, each.source().reference()));
  }

  /** Theirs is what comes once this one is met; it is no part of ours, nor replaced by it. */
  private static void leadsTo(Goal goal, String theirs) {
    var relationship = goal.addExtension().setUrl(Codes.GOAL_RELATIONSHIP);
    var type = new CodeableConcept();
    type.addCoding().setSystem(Codes.GOAL_RELATIONSHIP_TYPE).setCode("successor");
    relationship.addExtension("type", type);
    relationship.addExtension("target", new Reference(theirs));
  }
}
