package org.attune.therapy;

import java.time.Instant;
import java.util.List;

/**
 * What passed between a client and the service, as a message tells it: they spoke, or the client
 * wrote or left word. It may tell of an hour that has records of its own; then it is no contact
 * between hours. Never its words.
 *
 * @param source the record that tells of it
 * @param patient the client
 * @param service the site's short word for the kind of psychotherapy; empty where only the records
 *     or therapists it names can tell whether it belongs to psychotherapy at all
 * @param at when
 * @param spoken whether they spoke; else the client wrote or left word, and nobody says that it was
 *     answered
 * @param records the visits, appointments and episodes of care it names
 * @param therapists who took part besides the client
 * @param labels what its readers must carry on
 */
public record Exchange(
    Source source,
    PatientId patient,
    String service,
    Instant at,
    boolean spoken,
    List<Source> records,
    List<TherapistId> therapists,
    Labels labels)
    implements ChartFact {

  public Exchange {
    records = List.copyOf(records);
    therapists = List.copyOf(therapists);
  }
}
