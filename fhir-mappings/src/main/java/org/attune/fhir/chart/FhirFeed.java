package org.attune.fhir.chart;

import java.util.Map;
import org.attune.ehr.Feed;

/**
 * How a feed is asked for in FHIR.
 *
 * @param type the resource type
 * @param otherParameter by which else a client's own can be searched where {@code patient} is not
 *     understood
 * @param optional whether an EHR may do without the type
 * @param narrow whether only a few of the type are ours, so that it is never asked for all of them
 */
record FhirFeed(String type, String otherParameter, boolean optional, boolean narrow) {

  private static final Map<Feed, FhirFeed> FEEDS =
      Map.of(
          Feed.EPISODES, new FhirFeed("EpisodeOfCare", "patient", true),
          Feed.APPOINTMENTS, new FhirFeed("Appointment", "actor", false),
          Feed.ENCOUNTERS, new FhirFeed("Encounter", "subject", false),
          Feed.PATIENTS, new FhirFeed("Patient", "_id", false),
          Feed.CONSENTS, new FhirFeed("Consent", "patient", true),
          Feed.ANSWERS, new FhirFeed("QuestionnaireResponse", "subject", false),
          Feed.OBSERVATIONS, new FhirFeed("Observation", "subject", true, true),
          Feed.GOALS, new FhirFeed("Goal", "subject", true),
          Feed.CARE_PLANS, new FhirFeed("CarePlan", "subject", true),
          Feed.TASKS, new FhirFeed("Task", "subject", true, true));

  FhirFeed(String type, String otherParameter, boolean optional) {
    this(type, otherParameter, optional, false);
  }

  static FhirFeed of(Feed feed) {
    var known = FEEDS.get(feed);
    if (known == null) {
      throw new IllegalStateException("no resource type is known for feed " + feed);
    }
    return known;
  }
}
