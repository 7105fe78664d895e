package org.attune.sandbox.server;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Lets staff sign in to a program, by the letter of OpenID Connect's code flow: a registered
 * address to come back to, a state, a nonce or PKCE by S256, and codes that work once and for a
 * minute. People say who they are each time; nobody stays signed in here.
 */
final class StaffDesk {

  private static final Pattern CHALLENGE = Pattern.compile("[A-Za-z0-9_-]{43}");
  private static final int SHORTEST_STATE = 22;
  private static final int CHOICE_SECONDS = 600;
  private static final int CODE_SECONDS = 60;

  private static final String CLINIC = "Organization/psychotherapy";
  private static final String DAY_CLINIC = "Organization/day-clinic";

  /** Who has an account. */
  static final List<Account> ACCOUNTS =
      List.of(
          new Account(
              "coordinator-01",
              "Care coordinator, outpatient psychotherapy",
              List.of("attune-coordinator"),
              List.of(CLINIC)),
          new Account(
              "coordinator-02",
              "Care coordinator, day clinic",
              List.of("attune-coordinator"),
              List.of(DAY_CLINIC)),
          new Account(
              "lead-01",
              "Lead of both",
              List.of("attune-coordinator", "attune-lead"),
              List.of(CLINIC, DAY_CLINIC)),
          new Account(
              "therapist-01",
              "Therapist, who has no worklist",
              List.of("therapist"),
              List.of(CLINIC)),
          new Account(
              "surgeon-01",
              "Coordinator by a slip, of no unit",
              List.of("attune-coordinator"),
              List.of()));

  private final App app;
  private final String issuer;
  private final Map<String, Question> questions = new ConcurrentHashMap<>();
  private final Map<String, Visit> codes = new ConcurrentHashMap<>();

  /**
   * Somebody who can sign in.
   *
   * @param id by which name they are known, also as Practitioner in the record
   * @param words who that is, in words
   * @param roles what they are here
   * @param units where they work
   */
  record Account(String id, String words, List<String> roles, List<String> units) {}

  /**
   * Somebody was asked who they are.
   *
   * @param asked what the program asked
   * @param until when it is too late
   */
  private record Question(Map<String, String> asked, Instant until) {}

  /**
   * Somebody who signs in.
   *
   * @param account who
   * @param asked what the program asked
   * @param until when it is too late
   */
  record Visit(Account account, Map<String, String> asked, Instant until) {}

  StaffDesk(App app, String issuer) {
    this.app = app;
    this.issuer = issuer;
  }

  /** Which program people sign in to. */
  App app() {
    return app;
  }

  /** Where a browser goes that comes with what the program asks. */
  String authorise(Map<String, String> request) throws FrontDesk.NotHere {
    if (!app.client().equals(request.get("client_id"))
        || !app.staffEntrance().equals(request.get("redirect_uri"))) {
      throw new FrontDesk.NotHere("No program is registered here that comes from there.");
    }
    var error = error(request);
    if (error != null) {
      return back(request, "error=" + error);
    }
    forget();
    var choice = FrontDesk.word();
    questions.put(choice, new Question(Map.copyOf(request), FrontDesk.in(CHOICE_SECONDS)));
    return "/staff.html#request=" + choice;
  }

  private static @Nullable String error(Map<String, String> request) {
    if (!"code".equals(request.get("response_type"))) {
      return "unsupported_response_type";
    }
    if (!List.of(request.getOrDefault("scope", "").split(" +", -1)).contains("openid")) {
      return "invalid_scope";
    }
    var challenge = request.get("code_challenge");
    boolean bound =
        challenge == null
            ? !request.getOrDefault("nonce", "").isEmpty()
            : "S256".equals(request.get("code_challenge_method"))
                && CHALLENGE.matcher(challenge).matches();
    boolean guarded = request.getOrDefault("state", "").length() >= SHORTEST_STATE;
    return bound && guarded ? null : "invalid_request";
  }

  /** Somebody said who they are; where their browser goes. */
  Optional<String> chosen(String choice, String id) {
    var account = ACCOUNTS.stream().filter(each -> each.id().equals(id)).findFirst();
    forget();
    var question = account.isEmpty() ? null : questions.remove(choice);
    if (question == null) {
      return Optional.empty();
    }
    var code = FrontDesk.word();
    codes.put(code, new Visit(account.get(), question.asked(), FrontDesk.in(CODE_SECONDS)));
    return Optional.of(back(question.asked(), "code=" + code));
  }

  private String back(Map<String, String> request, String answer) {
    return "%s?%s&state=%s&iss=%s"
        .formatted(
            app.staffEntrance(),
            answer,
            encoded(request.getOrDefault("state", "")),
            encoded(issuer));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /**
   * What a code stands for, once.
   *
   * @param verifier of PKCE, or null
   */
  Optional<Visit> redeem(String code, String back, @Nullable String verifier) {
    var visit = codes.remove(code);
    return visit == null
            || visit.until().isBefore(Instant.now())
            || !back.equals(visit.asked().get("redirect_uri"))
            || !fits(visit.asked().get("code_challenge"), verifier)
        ? Optional.empty()
        : Optional.of(visit);
  }

  private static boolean fits(@Nullable String challenge, @Nullable String verifier) {
    return challenge == null
        ? verifier == null
        : verifier != null && FrontDesk.fits(verifier, challenge);
  }

  private void forget() {
    var now = Instant.now();
    questions.values().removeIf(each -> each.until().isBefore(now));
    codes.values().removeIf(each -> each.until().isBefore(now));
  }
}
