package org.attune.sandbox.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the hospital's own pages ask of it, besides plain FHIR. */
final class Desk extends HttpServlet {

  private static final long serialVersionUID = 1L;
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LARGEST = 10_000;

  private final transient @Nullable App app;
  private final transient @Nullable FrontDesk desk;
  private final transient @Nullable Cards cards;
  private final String issuer;

  Desk(String issuer, @Nullable App app, @Nullable FrontDesk desk, @Nullable Cards cards) {
    this.issuer = issuer;
    this.app = app;
    this.desk = desk;
    this.cards = cards;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    switch (request.getPathInfo()) {
      case "/config" -> send(response, config());
      case "/cards" -> send(response, cards(request));
      default -> response.sendError(HttpServletResponse.SC_NOT_FOUND);
    }
  }

  private ObjectNode config() {
    var config = JSON.createObjectNode();
    config.put("fhir", issuer + "/fhir");
    if (app != null) {
      config.put("launch", app.launch());
      config.put("origin", app.origin());
      if (app.staffSecret() != null) {
        config.put("staff", app.staffEntrance());
      }
    }
    return config;
  }

  private ObjectNode cards(HttpServletRequest request) throws IOException {
    try {
      return cards == null
          ? JSON.createObjectNode().put("state", "none")
          : cards.of(
              String.valueOf(request.getParameter("user")),
              String.valueOf(request.getParameter("patient")));
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IOException(stopped);
    }
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    var here = desk;
    // A page from elsewhere can send a form, and no JSON.
    if (here == null || !"application/json".equals(request.getContentType())) {
      response.sendError(HttpServletResponse.SC_NOT_FOUND);
      return;
    }
    var asked = JSON.readTree(request.getInputStream().readNBytes(LARGEST));
    var user = text(asked, "user");
    var patient = text(asked, "patient");
    var found =
        switch (request.getPathInfo()) {
          case "/launch" -> {
            var more = text(asked, "appContext");
            yield patient.isEmpty()
                ? here.launchWithoutChart(user)
                : here.launch(user, patient, more);
          }
          case "/choice" -> here.chosen(text(asked, "request"), user, patient);
          default -> Optional.<String>empty();
        };
    if (found.isPresent()) {
      send(response, JSON.createObjectNode().put("to", found.get()));
    } else {
      response.sendError(HttpServletResponse.SC_BAD_REQUEST);
    }
  }

  private static String text(JsonNode asked, String name) {
    return asked.path(name).asText("");
  }

  private static void send(HttpServletResponse response, ObjectNode body) throws IOException {
    response.setContentType("application/json");
    response.setHeader("Cache-Control", "no-store");
    response.getOutputStream().write(JSON.writeValueAsBytes(body));
  }
}
