package org.attune.review;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Instant;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.attune.ehr.EhrUnavailable;
import org.attune.writeback.ChartEdits;
import org.attune.writeback.Edit;
import org.attune.writeback.OwnRecords;

/** Hears what people made of what is ours in the EHR, before anybody is judged. */
@ApplicationScoped
public class HearEdits {

  private static final Logger LOG = Logger.getLogger(HearEdits.class.getName());

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
      var seen = records.edits(since.get(), edits.asksOfPeople());
      long notKept = seen.edits().stream().filter(edit -> !kept(edit, now)).count();
      if (notKept == 0) {
        edits.read(seen.next());
      }
    }
  }

  /** What cannot be kept of one record holds up no other, and no round; it is read again. */
  private boolean kept(Edit edit, Instant now) {
    try {
      edits.hear(edit, now);
      return true;
    } catch (Exception fault) {
      // A transaction that cannot be ended says so in an exception that nobody declares. The
      // message may hold anything.
      LOG.log(
          Level.WARNING,
          "What somebody made of a record of Attune''s was not kept: {0}",
          fault.getClass().getSimpleName());
      return false;
    }
  }
}
