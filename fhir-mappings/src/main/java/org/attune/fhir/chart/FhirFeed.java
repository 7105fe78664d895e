package org.attune.fhir.chart;

import java.time.Duration;
import java.util.Map;
import org.attune.ehr.Feed;
import org.jspecify.annotations.Nullable;

/**
 * How a feed is asked for in FHIR.
 *
 * @param type the resource type
 * @param otherParameter by which else a client's own can be searched where {@code patient} is not
 *     understood
 * @param optional whether an EHR may do without the type
 * @param narrow whether only a few of the type are ours: it may be closed to us, and neither its
 *     history nor an export of it is asked for
 * @param back how far back it is read at most, or null for all of it
 */
record FhirFeed(
    String type, String otherParameter, boolean optional, boolean narrow, @Nullable Duration back) {

  private static final Map<Feed, FhirFeed> FEEDS =
      Map.ofEntries(
          Map.entry(Feed.EPISODES, new FhirFeed("EpisodeOfCare", "patient", true)),
          Map.entry(Feed.APPOINTMENTS, new FhirFeed("Appointment", "actor", false)),
          Map.entry(Feed.ENCOUNTERS, new FhirFeed("Encounter", "subject", false)),
          Map.entry(Feed.PATIENTS, new FhirFeed("Patient", "_id", false)),
          Map.entry(Feed.CONSENTS, new FhirFeed("Consent", "patient", true)),
          Map.entry(Feed.ANSWERS, new FhirFeed("QuestionnaireResponse", "subject", false)),
          Map.entry(Feed.OBSERVATIONS, new FhirFeed("Observation", "subject", true, true, null)),
          Map.entry(Feed.GOALS, new FhirFeed("Goal", "subject", true)),
          Map.entry(Feed.CARE_PLANS, new FhirFeed("CarePlan", "subject", true)),
          Map.entry(Feed.TASKS, new FhirFeed("Task", "subject", true, true, null)),
          Map.entry(
              Feed.COMMUNICATIONS,
              new FhirFeed(
                  "Communication",
                  "subject",
                  true,
                  true,
                  Feed.COMMUNICATIONS.back().orElse(null))));

  FhirFeed(String type, String otherParameter, boolean optional) {
    this(type, otherParameter, optional, false, null);
  }

  static FhirFeed of(Feed feed) {
    var known = FEEDS.get(feed);
    if (known == null) {
      throw new IllegalStateException("no resource type is known for feed " + feed);
    }
    return known;
  }
}
