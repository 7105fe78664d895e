package org.attune.web.shared;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.function.Function;
import org.attune.chart.Act;
import org.attune.findings.Dismissal;
import org.attune.responses.LoggedResponse;
import org.junit.jupiter.api.Test;

class AskedTest {

  private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");

  @Test
  void a_day_is_a_day_of_the_hospital() {
    assertThat(understood("until", "2026-12-01", asked -> new Act.Snooze(asked.day("until", ZONE))))
        .contains(new Act.Snooze(Instant.parse("2026-11-30T23:00:00Z")));
    assertThat(understood("until", "soon", asked -> new Act.Snooze(asked.day("until", ZONE))))
        .isEmpty();
  }

  @Test
  void a_moment_may_be_left_out_but_not_be_something_else() {
    Function<Asked, Instant> from = asked -> asked.moment("from");
    var body = Json.createObjectBuilder().add("from", "2026-11-26T08:00:00.5Z").build();
    assertThat(Asked.understood(body, from)).contains(Instant.parse("2026-11-26T08:00:00.5Z"));
    var day = Json.createObjectBuilder().add("from", "2026-11-26").build();
    assertThat(Asked.understood(day, from)).isEmpty();
    assertThat(understood("reason", "RECORD_WRONG", asked -> withoutFrom(asked))).isPresent();
  }

  private static Act withoutFrom(Asked asked) {
    assertThat(asked.moment("from")).isNull();
    return new Act.Acknowledge();
  }

  @Test
  void a_reason_must_be_one_of_those_that_are_known() {
    Function<Asked, Act> dismiss = asked -> new Act.Dismiss(asked.reason(), asked.words("comment"));
    assertThat(understood("reason", "RECORD_WRONG", dismiss))
        .contains(new Act.Dismiss(Dismissal.RECORD_WRONG, null));
    assertThat(understood("reason", "BORED", dismiss)).isEmpty();
    assertThat(Asked.understood(null, dismiss)).isEmpty();
  }

  @Test
  void what_came_of_it_may_stay_open() {
    Function<Asked, Act> respond =
        asked -> new Act.Respond(asked.needed("response"), asked.outcome());
    assertThat(understood("response", "ST-06", respond)).contains(new Act.Respond("ST-06", null));
    var body = Json.createObjectBuilder().add("response", "ST-06").add("outcome", "HELPED").build();
    assertThat(Asked.understood(body, respond))
        .contains(new Act.Respond("ST-06", LoggedResponse.Outcome.HELPED));
  }

  @Test
  void a_letter_or_a_number_is_no_comment() {
    Function<Asked, Act> choice = asked -> new Act.ClientChoice(asked.words("comment"));
    assertThat(understood("comment", "x".repeat(2_001), choice)).isEmpty();
    JsonObject number = Json.createObjectBuilder().add("comment", 7).build();
    assertThat(Asked.understood(number, choice)).isEmpty();
    assertThat(understood("comment", "   ", choice)).contains(new Act.ClientChoice(null));
  }

  private static Optional<Act> understood(String name, String text, Function<Asked, Act> what) {
    return Asked.understood(Json.createObjectBuilder().add(name, text).build(), what);
  }
}
