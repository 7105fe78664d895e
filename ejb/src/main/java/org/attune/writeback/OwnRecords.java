package org.attune.writeback;

import java.time.Instant;
import java.util.List;
import org.attune.ehr.EhrUnavailable;

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
   * @throws EhrUnavailable when the EHR cannot answer now
   */
  Seen edits(Instant since) throws EhrUnavailable;
}
