package org.attune.fhir.client;

import com.nimbusds.jose.jwk.JWKSet;
import jakarta.ejb.Local;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.URISyntaxException;
import java.text.ParseException;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.apache.http.client.utils.URIBuilder;
import org.attune.access.LaunchRefused;
import org.attune.access.SecretWord;
import org.attune.access.SmartLaunch;
import org.attune.ehr.EhrUnavailable;
import org.attune.fhir.Marks;
import org.attune.fhir.References;
import org.attune.fhir.client.CodeRequest.Redeemed;
import org.attune.fhir.client.SmartConfiguration.People;
import org.attune.settings.Setting;
import org.attune.settings.Settings;
import org.attune.therapy.Labels;
import org.attune.therapy.PatientId;
import org.attune.therapy.Source;
import org.jspecify.annotations.Nullable;

/**
 * SMART App Launch as a confidential client: PKCE by S256, {@code private_key_jwt}, an identity
 * token that is verified, and a token of the person that is used to read their client once.
 */
@Stateless
@Local(SmartLaunch.class)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class FhirLaunch implements SmartLaunch {

  /** By which id the EHR knows us when people come, where it is another one. */
  static final Setting<String> CLIENT_ID = Setting.text("ehr.launch-client-id", "");

  /** Longer words are no launch of an EHR's. */
  private static final int LONGEST_WORD = 2_000;

  private final Settings settings;
  private final AuthorisationLine line;
  private final EhrClient ehr;
  private final FhirR4 fhir;
  private final Clock clock;

  @Inject
  public FhirLaunch(
      Settings settings,
      Connections connections,
      ClientKeys keys,
      EhrClient ehr,
      FhirR4 fhir,
      Clock clock) {
    this.settings = settings;
    this.line = new AuthorisationLine(settings, connections, keys, clock);
    this.ehr = ehr;
    this.fhir = fhir;
    this.clock = clock;
  }

  @Override
  public URI depart(Journey journey, String state) throws EhrUnavailable, LaunchRefused {
    var caller = journey.caller();
    var named = named(caller);
    var smart = line.discover();
    var scopes = smart.scopesForPeople(caller.launch() != null, caller.aim());
    if (caller.attempt() >= scopes.size()) {
      throw new LaunchRefused(
          "The EHR's authorisation server knows none of the scopes that people need; let Attune's"
              + " registration have launch, openid, fhirUser, patient/Patient.r and, for caseloads,"
              + " user/Patient.rs.");
    }
    try {
      var to =
          new URIBuilder(people(smart).authorise())
              .addParameter("response_type", "code")
              .addParameter("client_id", client())
              .addParameter("redirect_uri", journey.back().toString())
              .addParameter("scope", String.join(" ", scopes.get(caller.attempt())))
              .addParameter("state", state)
              .addParameter("aud", named)
              .addParameter("nonce", journey.nonce())
              .addParameter("code_challenge", SecretWord.challenge(journey.verifier()))
              .addParameter("code_challenge_method", "S256");
      if (caller.launch() != null) {
        to.addParameter("launch", caller.launch());
      }
      if (caller.wanted() != null) {
        // Whoever does not know it must pass over it (RFC 6749, 3.1); the person then chooses.
        to.addParameter("patient", caller.wanted().value());
      }
      return to.build();
    } catch (URISyntaxException impossible) {
      throw new IllegalStateException("an address and parameters make an address", impossible);
    }
  }

  /** The EHR as the browser names it, which must be ours; ours, where it names none. */
  private String named(Caller caller) throws LaunchRefused {
    var named = caller.ehr();
    var launch = caller.launch();
    if (named == null && launch == null) {
      return line.base();
    }
    if (named == null || launch == null || launch.isEmpty() || launch.length() > LONGEST_WORD) {
      throw new LaunchRefused("A launch came without iss or launch, or with a word too long.");
    }
    if (!ehr.bases().contains(named.replaceFirst("/$", "")) || line.base().isEmpty()) {
      throw new LaunchRefused(
          "A launch named another EHR than the one of attune.ehr.base-url; if it is the same under"
              + " another name, add that to attune.ehr.also-known-as.");
    }
    return named;
  }

  private People people(SmartConfiguration smart) throws LaunchRefused, EhrUnavailable {
    var people = smart.people();
    if (people == null) {
      throw new LaunchRefused(
          "The EHR does not say how people are let in (authorization_endpoint, issuer and jwks_uri"
              + " in .well-known/smart-configuration); ask its maker for SMART App Launch 2.");
    }
    if (client().isBlank()) {
      throw new LaunchRefused(
          "Attune has no id at the EHR; register it there and set attune.ehr.client-id or"
              + " attune.ehr.launch-client-id.");
    }
    line.mustBeSafe(people.authorise());
    line.mustBeSafe(people.keys());
    return people;
  }

  private String client() {
    var own = settings.get(CLIENT_ID);
    return own.isBlank() ? settings.get(EhrAuthorisation.CLIENT_ID) : own;
  }

  @Override
  public Arrival arrive(Journey journey, Brought brought) throws EhrUnavailable, LaunchRefused {
    var came = came(journey, brought);
    var redeemed = came.redeemed();
    var client = new PatientId(Objects.requireNonNull(redeemed.patient()));
    var person = came.staff().orElse(null);
    return person == null
        ? new Arrival("", false, client, Labels.NONE, false)
        : seen(
            new OwnEyes(line, ehr, fhir, redeemed, person.reference()), redeemed, client, person);
  }

  @Override
  public StaffArrival arriveForCaseload(
      Journey journey, Brought brought, Function<String, List<PatientId>> treatedBy)
      throws EhrUnavailable, LaunchRefused {
    var came = came(journey, brought);
    var person = came.staff().orElse(null);
    if (person == null) {
      return new StaffArrival("", false, List.of());
    }
    var eyes = new OwnEyes(line, ehr, fhir, came.redeemed(), person.reference());
    var practitioner = practitioner(eyes, person);
    if (practitioner == null || !eyes.maySee(practitioner)) {
      throw new LaunchRefused(
          "The EHR does not let the person who came read who they are themselves; let Attune's"
              + " registration have fhirUser.");
    }
    var user = practitioner.reference();
    return new StaffArrival(user, true, eyes.clients(treatedBy.apply(user), practitioner));
  }

  /** Who came, as the EHR says, and with what. */
  private record Came(Redeemed redeemed, Optional<Source> staff) {}

  private Came came(Journey journey, Brought brought) throws EhrUnavailable, LaunchRefused {
    var smart = line.discover();
    var people = people(smart);
    if (brought.issuer() != null && !brought.issuer().equals(people.issuer())) {
      throw new LaunchRefused("An answer to a launch came from another issuer than the EHR's.");
    }
    var redeemed = new CodeRequest(line, client()).redeem(smart, brought.code(), journey);
    var named =
        new IdentityToken(people.issuer(), client(), clock)
            .person(redeemed.identity(), keys(people), journey.nonce());
    return new Came(redeemed, new References(ehr.bases()).staff(named));
  }

  private static Arrival seen(OwnEyes eyes, Redeemed redeemed, PatientId client, Source person)
      throws EhrUnavailable, LaunchRefused {
    var patient = eyes.patient(client).orElse(null);
    if (patient == null) {
      throw new LaunchRefused(
          "The EHR does not let the person who came see the client whose chart is open there.");
    }
    var practitioner = practitioner(eyes, person);
    boolean own = practitioner != null && eyes.isOwn(patient, client, practitioner);
    return new Arrival(
        (practitioner == null ? person : practitioner).reference(),
        true,
        client,
        Marks.labels(patient.getMeta()),
        own,
        redeemed.signal());
  }

  private static @Nullable Source practitioner(OwnEyes eyes, Source person) throws EhrUnavailable {
    return person.type().equals("Practitioner") ? person : eyes.practitionerOf(person).orElse(null);
  }

  private JWKSet keys(People people) throws EhrUnavailable, LaunchRefused {
    var reply = line.get(people.keys(), "Whoever keeps the keys of the EHR", null);
    if (reply.busy()) {
      throw AuthorisationLine.busy("Whoever keeps the keys of the EHR", reply);
    }
    try {
      return JWKSet.parse(reply.body());
    } catch (ParseException noKeys) {
      throw new LaunchRefused(
          "The EHR's keys cannot be read where .well-known/smart-configuration says that they are"
              + " (jwks_uri); ask its maker.");
    }
  }
}
