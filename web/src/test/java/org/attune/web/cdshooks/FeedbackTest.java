package org.attune.web.cdshooks;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import java.io.StringReader;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.attune.findings.Dismissal;
import org.junit.jupiter.api.Test;

class FeedbackTest {

  private static final String CARD = "4e0a3a1e-3283-4575-ab82-028d55fe2719";

  private static Optional<List<Feedback>> read(String json) {
    try (var reader = Json.createReader(new StringReader(json))) {
      return Feedback.read(reader.readObject());
    }
  }

  private static Feedback one(String what) {
    return read("{\"feedback\":[{\"card\":\"" + CARD + "\"," + what + "}]}").orElseThrow().get(0);
  }

  @Test
  void a_card_that_was_followed_has_been_seen() {
    assertThat(one("\"outcome\":\"accepted\",\"acceptedSuggestions\":[{\"id\":\"x\"}]"))
        .isEqualTo(new Feedback(UUID.fromString(CARD), null));
  }

  @Test
  void a_reason_of_ours_is_heard() {
    assertThat(
            one("\"outcome\":\"overridden\",\"overrideReason\":{\"reason\":{\"code\":"
                    + "\"client-choice\",\"system\":\"urn:attune:dismissal\"}}")
                .reason())
        .isEqualTo(Dismissal.CLIENT_CHOICE);
  }

  @Test
  void no_reason_and_one_that_is_not_ours_are_no_reason() {
    assertThat(one("\"outcome\":\"overridden\"").reason()).isNull();
    assertThat(
            one("\"outcome\":\"overridden\",\"overrideReason\":{\"userComment\":\"no time\"}")
                .reason())
        .isNull();
    assertThat(
            one("\"outcome\":\"overridden\",\"overrideReason\":{\"reason\":{\"code\":"
                    + "\"closed-in-record\"}}")
                .reason())
        .isNull();
  }

  @Test
  void several_cards_come_at_once() {
    assertThat(
            read("{\"feedback\":[{\"card\":\""
                    + CARD
                    + "\",\"outcome\":\"accepted\"},{\"card\":\""
                    + CARD
                    + "\",\"outcome\":\"overridden\"}]}")
                .orElseThrow())
        .hasSize(2);
  }

  @Test
  void a_bare_object_is_not_understood() {
    assertThat(read("{\"card\":\"" + CARD + "\",\"outcome\":\"accepted\"}")).isEmpty();
    assertThat(read("{\"feedback\":[{\"card\":\"7\",\"outcome\":\"accepted\"}]}")).isEmpty();
    assertThat(read("{\"feedback\":[{\"card\":\"" + CARD + "\",\"outcome\":\"ignored\"}]}"))
        .isEmpty();
    assertThat(read("{\"feedback\":[7]}")).isEmpty();
  }
}
