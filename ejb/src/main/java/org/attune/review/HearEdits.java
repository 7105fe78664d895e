package org.attune.review;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Instant;
import org.attune.ehr.EhrUnavailable;
import org.attune.writeback.ChartEdits;
import org.attune.writeback.OwnRecords;

/** Hears what people made of what is ours in the EHR, before anybody is judged. */
@ApplicationScoped
public class HearEdits {

  private final OwnRecords records;
  private final ChartEdits edits;

  @Inject
  HearEdits(OwnRecords records, ChartEdits edits) {
    this.records = records;
    this.edits = edits;
  }

  /**
   * Reads on from where it was read to.
   *
   * @throws EhrUnavailable when the EHR cannot answer now
   */
  @Transactional(TxType.NEVER)
  public void hear(Instant now) throws EhrUnavailable {
    var since = edits.position();
    if (since.isPresent()) {
      var seen = records.edits(since.get());
      seen.edits().forEach(edit -> edits.hear(edit, now));
      edits.read(seen.next());
    }
  }
}
