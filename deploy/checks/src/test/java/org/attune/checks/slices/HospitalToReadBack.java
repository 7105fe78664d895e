package org.attune.checks.slices;

import jakarta.ejb.Local;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.attune.ehr.EhrUnavailable;
import org.attune.writeback.OwnRecords;
import org.attune.writeback.Proposal;

/** To read back what people made of what is ours. */
@Stateless
@Local(OwnRecords.class)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class HospitalToReadBack implements OwnRecords {

  @Override
  public Seen edits(Instant since, boolean asked) {
    return new Seen(
        Hospital.EDITS.stream().filter(edit -> asked || !edit.what().ofTask()).toList(), since);
  }

  @Override
  public Found find(List<Proposal> proposals) throws EhrUnavailable {
    if (Hospital.silent || Hospital.silentOfOurs) {
      throw new EhrUnavailable("The EHR does not answer.", null);
    }
    synchronized (Hospital.CHART) {
      Hospital.LOOKED_FOR.addAll(proposals.stream().map(Proposal::name).toList());
      return new Found(
          proposals.stream()
              .map(Proposal::name)
              .distinct()
              .filter(Hospital.STANDS::containsKey)
              .collect(Collectors.toMap(name -> name, name -> List.of(Hospital.STANDS.get(name)))),
          Map.of());
    }
  }
}
