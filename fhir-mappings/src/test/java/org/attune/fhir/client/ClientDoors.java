package org.attune.fhir.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.attune.ehr.EhrUnavailable;
import org.attune.fhir.SiteSettings;
import org.attune.fhir.fuzz.OneAnswer;

/** The answers of an authorisation server, for runs with whatever text. */
public final class ClientDoors {

  private static final OneAnswer SERVER = new OneAnswer();
  private static final SiteSettings SETTINGS =
      new SiteSettings()
          .with("ehr.base-url", SERVER.base())
          .with("ehr.client-id", "attune")
          .with("ehr.timeout-seconds", "2");
  private static final Connections CONNECTIONS = new Connections(SETTINGS, ServerSecurity.NOTHING);
  private static final Clock CLOCK = Clock.systemUTC();
  private static final ClientKeys KEYS =
      new ClientKeys(
          SETTINGS,
          new Certificates()
              .elliptic("attune-client-1", Instant.parse("2026-01-01T00:00:00Z"), 36_500),
          CLOCK);

  private static final List<Access> NEEDED =
      List.of(Access.reading("Appointment"), Access.keeping("Goal"));

  private ClientDoors() {}

  /** What the EHR says of its authorisation. */
  public static void smartConfiguration(String text) {
    SmartConfiguration.of(text)
        .ifPresent(
            smart -> {
              assertThat(smart.tokenEndpoint().getHost()).isNotBlank();
              assertThat(smart.scopesFor(NEEDED)).isNotEmpty().noneMatch(List::isEmpty);
            });
  }

  /** What comes instead of a token. */
  public static void token(String text) {
    SERVER.says(text);
    var request = new TokenRequest(SETTINGS, CONNECTIONS, KEYS, CLOCK);
    var smart =
        SmartConfiguration.of("{\"token_endpoint\":\"" + SERVER.base() + "/token\"}").orElseThrow();
    try {
      request
          .send(smart, List.of("system/Appointment.rs"))
          .ifPresent(
              granted -> {
                assertThat(granted.token()).isNotEmpty();
                assertThat(granted.life()).isPositive();
                assertThat(granted.toString()).doesNotContain(granted.token());
                assertThat(CLOCK.instant().plus(granted.life())).isAfter(CLOCK.instant());
              });
    } catch (EhrUnavailable refused) {
      OneAnswer.tellsNothing(refused);
    }
  }
}
