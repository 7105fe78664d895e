package org.attune.fhir.client;

import javax.net.ssl.SSLException;
import org.attune.ehr.EhrUnavailable;

/** What to say when the two sides could not agree on TLS. */
final class Untrusted {

  private Untrusted() {}

  static EhrUnavailable at(String who, SSLException cause) {
    return new EhrUnavailable(
        who
            + " and Attune do not trust each other's certificates; put the certificate of the"
            + " hospital's authority into the trust store of the server, and ours into theirs where"
            + " they ask for one (attune.ehr.ssl-context).",
        cause);
  }
}
