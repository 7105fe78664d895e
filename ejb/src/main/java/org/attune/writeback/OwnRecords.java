package org.attune.writeback;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.attune.ehr.EhrUnavailable;
import org.attune.therapy.PatientId;
import org.attune.therapy.Source;

/** Reads back what people made of what is ours. Implemented on the FHIR side. */
public interface OwnRecords {

  /**
   * What was read.
   *
   * @param edits what people did
   * @param next from when on to ask the next time
   */
  record Seen(List<Edit> edits, Instant next) {

    public Seen {
      edits = List.copyOf(edits);
    }
  }

  /**
   * What people did since a moment; what was told before may be told again.
   *
   * @param since {@code Instant.EPOCH} for ever
   * @param asked whether people may have been asked for anything that they could have done
   * @throws EhrUnavailable when the EHR cannot answer now
   */
  Seen edits(Instant since, boolean asked) throws EhrUnavailable;

  /**
   * What was found of ours.
   *
   * @param records where each stands, by its name; more than one where there are doubles
   * @param plans where our plan of a client stands
   * @param hidden the names of those that nobody may look for: of them nothing is known
   * @param plansHidden the clients whose plans nobody may look for
   */
  record Found(
      Map<String, List<Source>> records,
      Map<PatientId, Source> plans,
      Set<String> hidden,
      Set<PatientId> plansHidden) {

    public Found {
      records = Map.copyOf(records);
      plans = Map.copyOf(plans);
      hidden = Set.copyOf(hidden);
      plansHidden = Set.copyOf(plansHidden);
    }

    /** What was found where everything may be looked for. */
    public Found(Map<String, List<Source>> records, Map<PatientId, Source> plans) {
      this(records, plans, Set.of(), Set.of());
    }

    /** Where one stands. */
    public List<Source> of(String name) {
      return records.getOrDefault(name, List.of());
    }

    /** Where our plan of a client stands. */
    public Optional<Source> plan(PatientId client) {
      return Optional.ofNullable(plans.get(client));
    }

    /** Whether our plan of a client stands, or nobody may look for it. */
    public boolean mayHavePlan(PatientId client) {
      return plans.containsKey(client) || plansHidden.contains(client);
    }
  }

  /**
   * Looks for many records of ours at once. That one was not found does not prove that it is gone.
   *
   * @param proposals what they should say; of an entry in a plan, whether the plan names the goal
   * @throws EhrUnavailable when the EHR cannot answer now
   */
  Found find(List<Proposal> proposals) throws EhrUnavailable;
}
