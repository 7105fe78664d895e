package org.attune.ehr;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The record's own export of all that it holds, in files. Implemented on the FHIR side. */
public interface BulkExport {

  /**
   * Asks for an export of some feeds.
   *
   * @param since what was changed before need not be told; {@link Instant#EPOCH} where all is
   *     wanted
   * @return {@link ExportState.Begun}, {@link ExportState.Refused}, or empty where none is offered
   *     or wanted
   * @throws EhrUnavailable when the EHR cannot answer now
   */
  Optional<ExportState> begin(Set<Feed> feeds, Instant since) throws EhrUnavailable;

  /**
   * How it stands.
   *
   * @param status where it was said to be asked
   * @throws EhrUnavailable when the EHR cannot answer now
   */
  ExportState look(String status) throws EhrUnavailable;

  /**
   * Opens a file behind some of its lines.
   *
   * @return empty when it is no longer there
   * @throws EhrUnavailable when the EHR cannot answer now
   */
  Optional<Lines> open(ExportedFile file, long behind) throws EhrUnavailable;

  /** The EHR may let go of an export. An EHR that does not answer does so by itself one day. */
  void end(String status);

  /** A file that is being read, line by line. */
  interface Lines extends AutoCloseable {

    /**
     * The next lines.
     *
     * @param most how many
     * @throws EhrUnavailable when the line to the EHR broke
     */
    Part next(int most) throws EhrUnavailable;

    @Override
    void close();
  }

  /**
   * Some lines of a file.
   *
   * @param entries what they tell
   * @param lines how many they were
   * @param last whether the file ends with them
   */
  record Part(List<ChartEntry> entries, long lines, boolean last) {

    public Part {
      entries = List.copyOf(entries);
    }
  }
}
