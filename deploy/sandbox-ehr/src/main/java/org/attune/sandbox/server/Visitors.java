package org.attune.sandbox.server;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletResponse;
import java.util.UUID;

/** People at the front door: their browser may look at the record and change nothing. */
final class Visitors {

  private static final String COOKIE = "visitor";

  private final String pass = UUID.randomUUID().toString();

  void welcome(HttpServletResponse response) {
    var cookie = new Cookie(COOKIE, pass);
    cookie.setHttpOnly(true);
    cookie.setPath("/fhir");
    cookie.setAttribute("SameSite", "Strict");
    response.addCookie(cookie);
  }

  boolean knows(Cookie[] cookies) {
    for (var cookie : cookies) {
      if (cookie.getName().equals(COOKIE) && cookie.getValue().equals(pass)) {
        return true;
      }
    }
    return false;
  }
}
