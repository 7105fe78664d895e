package org.attune.web.signin;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.function.Function;
import org.attune.launch.LaunchChart;
import org.attune.launch.LetIntoWorklist;
import org.attune.launch.LetIntoWorklist.Entry;

/**
 * The way in for staff. The server has let nobody come so far whom the hospital's sign-in does not
 * vouch for; here it is decided whether they work at a worklist. If so, the browser goes on to the
 * page with a code behind the {@code #}, which no server and no log ever sees. Whatever the sign-in
 * left here is cleared away at once.
 */
@WebServlet("/sign-in")
public class SignInServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  private static final String WORKLIST = "/worklist/index.html#code=";

  /** Under which name the server tells an application how people sign in. */
  private static final String HOW = "org.wildfly.security.http.oidc.json.config";

  /** Where our script sends people until the site has said where they sign in. */
  private static final String NOWHERE = "//not-set.invalid";

  /** What the server gave the browser to compare when it is back. */
  private static final List<String> CRUMBS =
      List.of("OAuth_Token_Request_State", "session_random_value");

  @Inject private transient LetIntoWorklist worklists;
  @Inject private transient LaunchChart launches;

  /** Whether this server knows where people sign in. */
  static boolean isSetUp(HttpServletRequest request) {
    var how = request.getServletContext().getInitParameter(HOW);
    return how != null && !how.contains(NOWHERE);
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (!isSetUp(request)) {
      RefusalPage.send(request, response, Refusal.NOT_SET_UP);
      return;
    }
    var person = VerifiedPerson.of(request.getUserPrincipal());
    clearAway(request, response);
    if (person.isPresent()) {
      answer(request, response, person.get());
    } else {
      RefusalPage.send(request, response, Refusal.NOT_BELIEVED);
    }
  }

  private void answer(
      HttpServletRequest request,
      HttpServletResponse response,
      Function<String, List<String>> claims)
      throws IOException {
    var entry = worklists.arrive(claims);
    if (entry instanceof Entry.Refused refused) {
      RefusalPage.send(
          request,
          response,
          Refusal.of(refused.missing()),
          refused.claim(),
          String.join(", ", refused.words()));
    } else if (entry instanceof Entry.Silent) {
      RefusalPage.send(request, response, Refusal.RECORD_SILENT);
    } else {
      RefusalPage.guard(response);
      var called = URI.create(request.getRequestURL().toString());
      var page = launches.address(called.resolve("..")) + WORKLIST;
      response.setHeader("Location", page + ((Entry.Open) entry).code());
      response.setStatus(HttpServletResponse.SC_FOUND);
    }
  }

  private static void clearAway(HttpServletRequest request, HttpServletResponse response) {
    var session = request.getSession(false);
    if (session != null) {
      session.invalidate();
    }
    for (var name : CRUMBS) {
      var crumb = new Cookie(name, "");
      crumb.setPath(request.getContextPath());
      crumb.setHttpOnly(true);
      crumb.setMaxAge(0);
      response.addCookie(crumb);
    }
  }
}
