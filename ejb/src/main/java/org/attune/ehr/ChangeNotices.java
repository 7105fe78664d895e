package org.attune.ehr;

import java.time.Instant;
import java.util.List;

/** The EHR's word that it tells us when something changes. Implemented on the FHIR side. */
public interface ChangeNotices {

  /**
   * Where and how we are told.
   *
   * @param address where the EHR reaches us for it
   * @param header what it has to send as a header, such as {@code Authorization: …}; may be empty
   */
  record Bell(String address, String header) {

    /** Shows neither. */
    @Override
    public String toString() {
      return "Bell[…]";
    }
  }

  /**
   * How far the EHR keeps its word.
   *
   * @param active for how many kinds of record it tells us
   * @param waiting for how many it has taken our wish and done nothing yet
   * @param refused the kinds of record for which it will not
   */
  record Given(int active, int waiting, List<String> refused) {

    public Given {
      refused = List.copyOf(refused);
    }
  }

  /**
   * Sees to it that the EHR tells us of changes in every feed that we follow: asks where we have
   * not asked, anew where it has given up, and for longer where it would soon.
   *
   * @throws EhrUnavailable when the EHR cannot answer now
   */
  Given ask(Bell bell, Instant now) throws EhrUnavailable;
}
