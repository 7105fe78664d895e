package org.attune.web.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.attune.ehr.Capability;
import org.attune.ehr.Capability.Told;
import org.attune.ehr.CapabilityTable;
import org.junit.jupiter.api.Test;

class EhrResourceTest {

  @Test
  void before_the_EHR_was_asked_the_table_says_so() {
    assertThat(EhrResource.markdown(CapabilityTable.NOT_ASKED))
        .isEqualTo("The EHR has not been asked yet.\n");
  }

  @Test
  void the_table_has_a_line_for_each_feature() {
    var table =
        new CapabilityTable(
            Instant.parse("2026-03-02T07:00:00Z"),
            List.of(
                new Capability("flag-writing", Told.YES, Told.NO, "card", "Findings wait."),
                new Capability("export", Told.UNKNOWN, Told.UNKNOWN, "not", "Not tried.")));
    assertThat(EhrResource.markdown(table))
        .isEqualTo(
            """
            | feature | claimed | tried | used as | what that means |
            |---|---|---|---|---|
            | flag-writing | yes | no | card | Findings wait. |
            | export | ? | ? | not | Not tried. |

            Asked at 2026-03-02T07:00:00Z.
            """);
  }
}
