package org.attune.fhir.client;

import java.util.List;
import java.util.regex.Pattern;
import org.apache.http.message.BasicNameValuePair;
import org.attune.access.LaunchRefused;
import org.attune.access.Mentioned;
import org.attune.access.SmartLaunch.Aim;
import org.attune.access.SmartLaunch.Journey;
import org.attune.ehr.EhrUnavailable;
import org.attune.fhir.client.AuthorisationLine.Reply;
import org.jspecify.annotations.Nullable;

/**
 * Redeems the code that a browser brought back from the EHR: the token of the person who came, who
 * they are and whose chart they have open.
 */
final class CodeRequest {

  /** As the standard has it; a chart must be one chart. */
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9\\-.]{1,64}");

  private final AuthorisationLine line;
  private final String client;

  /**
   * @param client by which id the EHR knows us
   */
  CodeRequest(AuthorisationLine line, String client) {
    this.line = line;
    this.client = client;
  }

  /**
   * What a code was worth.
   *
   * @param token of the person; never to be kept or shown to anybody but the EHR
   * @param identity who they are, signed and not yet verified
   * @param patient whose chart they have open; null where none was asked for
   * @param scopes what the token allows
   * @param signal what a card of ours gave the EHR to hand on, or null
   */
  record Redeemed(
      String token,
      String identity,
      @Nullable String patient,
      List<String> scopes,
      @Nullable String signal) {

    Redeemed {
      scopes = List.copyOf(scopes);
    }

    @Override
    public String toString() {
      return "a code that was redeemed";
    }
  }

  /**
   * Redeems a code, once.
   *
   * @param journey what was drawn for the launch, and what it is for
   */
  Redeemed redeem(SmartConfiguration smart, String code, Journey journey)
      throws EhrUnavailable, LaunchRefused {
    var reply =
        line.post(
            smart,
            client,
            List.of(
                new BasicNameValuePair("grant_type", "authorization_code"),
                new BasicNameValuePair("code", code),
                new BasicNameValuePair("redirect_uri", journey.back().toString()),
                new BasicNameValuePair("code_verifier", journey.verifier())));
    if (reply.status() != 200) {
      throw refused(smart, reply);
    }
    return read(smart, reply, journey.caller().aim());
  }

  private static Redeemed read(SmartConfiguration smart, Reply reply, Aim aim)
      throws LaunchRefused {
    var who = AuthorisationLine.name(smart);
    var token = reply.text("access_token");
    if (token.isEmpty() || !reply.text("token_type").equalsIgnoreCase("bearer")) {
      throw new LaunchRefused(who + " answered without a bearer token; ask its maker.");
    }
    var identity = reply.text("id_token");
    if (identity.isEmpty()) {
      throw new LaunchRefused(
          who + " does not say who came; let Attune's registration have openid and fhirUser.");
    }
    // A caseload has no client in hand, whatever the EHR has open.
    var patient = aim == Aim.CHART ? patient(who, reply) : null;
    return new Redeemed(
        token,
        identity,
        patient,
        List.of(reply.text("scope").strip().split(" +", -1)),
        Mentioned.signal(reply.text("appContext")));
  }

  private static String patient(String who, Reply reply) throws LaunchRefused {
    var patient = reply.text("patient");
    if (!ID.matcher(patient).matches()) {
      throw new LaunchRefused(
          who
              + " does not say which one client's chart is open; open a client there first, and let"
              + " Attune's registration have launch and launch/patient.");
    }
    return patient;
  }

  private static LaunchRefused refused(SmartConfiguration smart, Reply reply)
      throws EhrUnavailable {
    if (reply.busy()) {
      throw AuthorisationLine.busy(AuthorisationLine.name(smart), reply);
    }
    var who = AuthorisationLine.name(smart) + " answered " + reply.status() + "; ";
    return new LaunchRefused(
        who
            + AuthorisationLine.clocksDiffer(reply)
                .orElseGet(
                    () ->
                        reply.text("error").equals("invalid_client")
                            ? "it does not know Attune's client id or its key; register the id that"
                                + " attune.ehr.launch-client-id or attune.ehr.client-id gives, with"
                                + " the keys at /attune/api/jwks."
                            : "it does not take the code that it gave; check that Attune's"
                                + " registration has the address that ends with"
                                + " /attune/api/launch/back."));
  }
}
