package org.attune.fhir.writeback;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.List;
import org.attune.detection.Category;
import org.attune.detection.Level;
import org.attune.ehr.EhrUnavailable;
import org.attune.fhir.capabilities.Capabilities;
import org.attune.fhir.client.EhrClient;
import org.attune.fhir.client.FhirR4;
import org.attune.findings.FindingKey;
import org.attune.settings.Settings;
import org.attune.therapy.Labels;
import org.attune.therapy.PatientId;
import org.attune.therapy.Source;
import org.attune.writeback.Proposal.FlagProposal;
import org.attune.writeback.WriteRefused;

/** What the EHR answers to a write, for runs with whatever text. */
public final class WriterDoor {

  private static final FindingKey KEY = new FindingKey("ab".repeat(32));

  private WriterDoor() {}

  /** Writes one Flag. */
  public static void write(
      EhrClient ehr, FhirR4 fhir, Settings settings, Capabilities capabilities, Clock clock)
      throws EhrUnavailable {
    var flag =
        new FlagProposal(
            KEY.value(),
            KEY,
            new PatientId("p1"),
            "alliance-drop|1",
            Category.CLINICAL,
            Level.REVIEW,
            "Said to be so.",
            clock.instant(),
            null,
            List.of(new Source("QuestionnaireResponse", "q1", "2")),
            Labels.NONE);
    try {
      assertThat(Writers.of(ehr, fhir, settings, capabilities, clock).write(flag)).isNotNull();
    } catch (WriteRefused refused) {
      assertThat(refused.getMessage()).doesNotContain("Zebra");
    }
  }
}
