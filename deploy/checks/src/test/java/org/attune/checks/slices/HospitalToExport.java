package org.attune.checks.slices;

import jakarta.ejb.Local;
import jakarta.ejb.Stateless;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.attune.ehr.BulkExport;
import org.attune.ehr.ExportState;
import org.attune.ehr.ExportedFile;
import org.attune.ehr.Feed;

/** Offers no export. */
@Stateless
@Local(BulkExport.class)
public class HospitalToExport implements BulkExport {

  @Override
  public Optional<ExportState> begin(Set<Feed> feeds, Instant since) {
    return Optional.empty();
  }

  @Override
  public ExportState look(String status) {
    return new ExportState.Gone();
  }

  @Override
  public Optional<Lines> open(ExportedFile file, long behind) {
    return Optional.empty();
  }

  @Override
  public void end(String status) {
    // There is none.
  }
}
