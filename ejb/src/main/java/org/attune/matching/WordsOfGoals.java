package org.attune.matching;

import java.util.List;
import java.util.Set;
import org.attune.access.Viewer;
import org.attune.ehr.EhrUnavailable;
import org.attune.therapy.PatientId;
import org.attune.therapy.Source;

/** Reads the words of goals in the EHR, as they are now. Implemented on the FHIR side. */
public interface WordsOfGoals {

  /**
   * Which words are wanted.
   *
   * @param records the client's record, and those that were merged into it
   * @param goals the goals of the record; only the first few dozen are read
   * @param forms the goal forms, the latest first; only the first few are read
   */
  record Wanted(Set<PatientId> records, List<Source> goals, List<Source> forms) {

    public Wanted {
      records = Set.copyOf(records);
      goals = List.copyOf(goals);
      forms = List.copyOf(forms);
    }

    /** Masked: nobody's id reaches a log. */
    @Override
    public String toString() {
      return "words that are wanted";
    }
  }

  /**
   * The words of the client whose chart somebody has open; the account of it names them. What may
   * not be read here by now has none, neither has a form that was filled before clients were told
   * that its words are read.
   *
   * @throws EhrUnavailable when the EHR does not say
   */
  GoalWords of(Viewer viewer, Wanted wanted) throws EhrUnavailable;
}
