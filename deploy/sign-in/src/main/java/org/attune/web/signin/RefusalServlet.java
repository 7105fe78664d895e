package org.attune.web.signin;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Finds words for what the server itself refuses. */
@WebServlet("/refusal")
public class RefusalServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    RefusalPage.send(request, response, why(request));
  }

  private static Refusal why(HttpServletRequest request) {
    var status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
    int code = status instanceof Integer given ? given : HttpServletResponse.SC_NOT_FOUND;
    boolean came =
        request.getParameter("code") != null || request.getHeader("Authorization") != null;
    var meant = Refusal.of(code, came);
    return meant != Refusal.NOTHING_HERE && !SignInServlet.isSetUp(request)
        ? Refusal.NOT_SET_UP
        : meant;
  }
}
