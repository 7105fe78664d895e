package org.attune.sandbox.server;

import com.nimbusds.oauth2.sdk.pkce.CodeChallenge;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Lets people take a program with them to a chart, by the letter of SMART App Launch 2: a
 * registered address to come back to, PKCE by S256, a state, the right {@code aud}, words for a
 * launch that work once, and codes that work once and for a minute.
 */
final class FrontDesk {

  /** The scopes that people may give away, letters in order. */
  private static final Pattern SCOPE =
      Pattern.compile(
          "openid|fhirUser|launch|launch/patient|"
              + "(patient|user)/([A-Z][A-Za-z]+|\\*)\\.(c?r?u?d?s?|read|write|\\*)");

  private static final Pattern CHALLENGE = Pattern.compile("[A-Za-z0-9_-]{43}");
  private static final Pattern USER =
      Pattern.compile("(Practitioner|Patient)/[A-Za-z0-9\\-.]{1,64}");
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9\\-.]{1,64}");
  private static final int SHORTEST_STATE = 22;
  private static final int LAUNCH_SECONDS = 300;
  private static final int CODE_SECONDS = 60;
  private static final int CHOICE_SECONDS = 600;

  private final App app;
  private final String issuer;
  private final Map<String, Context> launches = new ConcurrentHashMap<>();
  private final Map<String, Visit> choices = new ConcurrentHashMap<>();
  private final Map<String, Visit> codes = new ConcurrentHashMap<>();

  /**
   * What somebody has open: a client's chart, or none.
   *
   * @param more what the card that they followed gave for the program, or empty
   */
  record Context(String user, @Nullable String patient, String more, Instant until) {}

  /**
   * Somebody who takes the program with them.
   *
   * @param asked what the program asked
   * @param context who and where; null until they have chosen
   * @param until when it is too late
   */
  record Visit(Map<String, String> asked, @Nullable Context context, Instant until) {

    Visit {
      asked = Map.copyOf(asked);
    }

    /** Whether somebody must say whose chart. */
    boolean wantsChart() {
      return scopes().contains("launch/patient");
    }

    List<String> scopes() {
      return List.of(asked.getOrDefault("scope", "").split(" +", -1));
    }
  }

  /** Nobody may be sent back: what was asked is not to be trusted. */
  static final class NotHere extends Exception {
    private static final long serialVersionUID = 1L;

    NotHere(String sentence) {
      super(sentence);
    }
  }

  FrontDesk(App app, String issuer) {
    this.app = app;
    this.issuer = issuer;
  }

  /**
   * The word for a launch of somebody who has a chart open; nothing where there is no such.
   *
   * @param more what the card that they followed gave for the program, or empty
   */
  Optional<String> launch(String user, String patient, String more) {
    if (!USER.matcher(user).matches() || !ID.matcher(patient).matches()) {
      return Optional.empty();
    }
    forget();
    var word = word();
    launches.put(word, new Context(user, patient, more, in(LAUNCH_SECONDS)));
    return Optional.of(word);
  }

  /** The word for a launch of somebody who has no chart open; nothing where there is no such. */
  Optional<String> launchWithoutChart(String user) {
    if (!USER.matcher(user).matches()) {
      return Optional.empty();
    }
    forget();
    var word = word();
    launches.put(word, new Context(user, null, "", in(LAUNCH_SECONDS)));
    return Optional.of(word);
  }

  /** Where a browser goes that comes with what the program asks. */
  String authorise(Map<String, String> asked) throws NotHere {
    if (!app.client().equals(asked.get("client_id"))
        || !app.back().equals(asked.get("redirect_uri"))) {
      throw new NotHere("No program is registered here that comes from there.");
    }
    var error = error(asked);
    if (error != null) {
      return back(asked, "error=" + error);
    }
    var word = asked.get("launch");
    if (word == null) {
      var choice = word();
      var visit = new Visit(asked, null, in(CHOICE_SECONDS));
      choices.put(choice, visit);
      return "/choose.html#request=" + choice + hint(visit);
    }
    var context = launches.remove(word);
    return context == null || context.until().isBefore(Instant.now())
        ? back(asked, "error=invalid_request")
        : coded(asked, context);
  }

  /** Whether a chart is asked for, and whose the program would like. */
  private static String hint(Visit visit) {
    if (!visit.wantsChart()) {
      return "&chart=none";
    }
    var wanted = visit.asked().getOrDefault("patient", "");
    return ID.matcher(wanted).matches() ? "&patient=" + wanted : "";
  }

  private @Nullable String error(Map<String, String> asked) {
    if (!"code".equals(asked.get("response_type"))) {
      return "unsupported_response_type";
    }
    var scopes = List.of(asked.getOrDefault("scope", "").split(" +", -1));
    if (!scopes.stream().allMatch(FrontDesk::known)) {
      return "invalid_scope";
    }
    boolean launched = asked.containsKey("launch");
    boolean right =
        asked.getOrDefault("state", "").length() >= SHORTEST_STATE
            && "S256".equals(asked.get("code_challenge_method"))
            && CHALLENGE.matcher(asked.getOrDefault("code_challenge", "")).matches()
            && (issuer + "/fhir").equals(asked.getOrDefault("aud", "").replaceFirst("/$", ""))
            && (!launched || scopes.contains("launch"));
    return right ? null : "invalid_request";
  }

  private static boolean known(String scope) {
    return SCOPE.matcher(scope).matches() && !scope.endsWith(".");
  }

  /** Somebody chose who they are and whose chart they want; where their browser goes. */
  Optional<String> chosen(String request, String user, String patient) {
    var waiting = choices.get(request);
    if (waiting == null
        || waiting.until().isBefore(Instant.now())
        || !USER.matcher(user).matches()
        || (waiting.wantsChart() && !ID.matcher(patient).matches())) {
      return Optional.empty();
    }
    choices.remove(request);
    var chart = waiting.wantsChart() ? patient : null;
    return Optional.of(coded(waiting.asked(), new Context(user, chart, "", in(CODE_SECONDS))));
  }

  private String coded(Map<String, String> asked, Context context) {
    var code = word();
    codes.put(code, new Visit(asked, context, in(CODE_SECONDS)));
    return back(asked, "code=" + code);
  }

  private String back(Map<String, String> asked, String answer) {
    var state = URLEncoder.encode(asked.getOrDefault("state", ""), StandardCharsets.UTF_8);
    return "%s?%s&state=%s&iss=%s"
        .formatted(app.back(), answer, state, URLEncoder.encode(issuer, StandardCharsets.UTF_8));
  }

  /**
   * What a code stands for, once.
   *
   * @param client who shows it
   */
  Optional<Visit> redeem(String code, String client, String back, String verifier) {
    var visit = codes.remove(code);
    return visit == null
            || visit.until().isBefore(Instant.now())
            || !client.equals(visit.asked().get("client_id"))
            || !back.equals(visit.asked().get("redirect_uri"))
            || !fits(verifier, visit.asked().getOrDefault("code_challenge", ""))
        ? Optional.empty()
        : Optional.of(visit);
  }

  static boolean fits(String verifier, String challenge) {
    try {
      return CodeChallenge.compute(CodeChallengeMethod.S256, new CodeVerifier(verifier))
          .getValue()
          .equals(challenge);
    } catch (IllegalArgumentException tooShort) {
      return false;
    }
  }

  private void forget() {
    var now = Instant.now();
    launches.values().removeIf(it -> it.until().isBefore(now));
    for (var visits : List.of(choices, codes)) {
      visits.values().removeIf(it -> it.until().isBefore(now));
    }
  }

  static Instant in(int seconds) {
    return Instant.now().plusSeconds(seconds);
  }

  static String word() {
    return UUID.randomUUID().toString().replace("-", "")
        + UUID.randomUUID().toString().replace("-", "");
  }
}
