package org.attune.checks.slices;

import jakarta.ejb.Local;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.attune.access.Viewer;
import org.attune.chart.WordsOfProposal;
import org.attune.ehr.EhrUnavailable;
import org.attune.findings.FindingKey;

/** Has the words in which some goals of ours stand, and falls silent with the hospital. */
@Stateless
@Local(WordsOfProposal.class)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class HospitalToQuoteOurs implements WordsOfProposal {

  /** The words of each, by its finding. */
  static final Map<FindingKey, String> WORDS = new ConcurrentHashMap<>();

  @Override
  public Optional<String> of(Viewer viewer, FindingKey key) throws EhrUnavailable {
    if (Hospital.silent) {
      throw new EhrUnavailable("The EHR is silent.", null);
    }
    return Optional.ofNullable(WORDS.get(key));
  }
}
