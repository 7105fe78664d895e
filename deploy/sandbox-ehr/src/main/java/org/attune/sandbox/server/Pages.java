package org.attune.sandbox.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The front door for people: who is in the hospital, each chart as the hospital itself shows it,
 * and the program beside it.
 */
final class Pages extends HttpServlet {

  private static final long serialVersionUID = 1L;

  private static final Map<String, String> FILES =
      Map.of(
          "/", "index.html",
          "/choose.html", "choose.html",
          "/staff.html", "staff.html",
          "/launcher.css", "launcher.css",
          "/launcher.js", "launcher.js",
          "/choose.js", "choose.js",
          "/staff.js", "staff.js",
          "/record.js", "record.js",
          "/icon.svg", "icon.svg");

  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html;charset=UTF-8",
          "css", "text/css;charset=UTF-8",
          "js", "text/javascript;charset=UTF-8",
          "svg", "image/svg+xml");

  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
          + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'; frame-src ";

  private static final String STORIES =
      """
      <!doctype html>
      <html lang="en">
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width">
      <title>Stories · Stand-in hospital</title>
      <link rel="stylesheet" href="launcher.css">
      <main class="plain">
      <p><a href="/">Back to the hospital</a></p>
      <h1>Who is expected to be noticed</h1>
      <p>A real FHIR R4 server with made-up clients, for trying things out. Nobody in it exists.
      It listens on this machine only%s</p>
      <ul>
      <li><a href="/fhir/metadata">What it can do</a> (CapabilityStatement)</li>
      <li><a href="/fhir/Appointment?_sort=-date">Appointments</a>,
      <a href="/fhir/Patient">clients</a>, <a href="/fhir/Flag">flags</a>,
      <a href="/fhir/Task">tasks</a></li>
      <li><a href="/stories.json">The same for programs</a></li>
      </ul>
      <div class="scroll" role="region" aria-label="Stories" tabindex="0">
      <table><thead><tr><th scope="col">Story</th><th scope="col">Client</th>
      <th scope="col">What happens</th><th scope="col">Expected</th></tr></thead><tbody>
      %s</tbody></table>
      </div>
      </main>
      </html>
      """;

  private static final String OPEN = " and asks nobody who they are.";

  private static final String STRICT =
      ". Programs need a token (SMART Backend Services); whoever reads this page in a browser may"
          + " look around for as long as it stays open.";

  private final transient Path stories;
  private final transient @Nullable Visitors visitors;
  private final boolean framing;
  private final String policy;
  private final String home;

  /**
   * @param home the address that pages know themselves by
   * @param app what may be shown within a page, or null
   */
  Pages(Path stories, @Nullable Visitors visitors, String home, @Nullable App app) {
    this.stories = stories;
    this.visitors = visitors;
    this.home = home;
    this.framing = app != null;
    // On its way the program passes our own front desk.
    this.policy = POLICY + (app == null ? "'none'" : "'self' " + app.origin());
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setHeader("Content-Security-Policy", policy);
    response.setHeader("Referrer-Policy", "no-referrer");
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("Cache-Control", "no-cache");
    var path = request.getRequestURI();
    var file = FILES.get(path);
    if (path.equals("/" + StoryList.FILE) && Files.exists(stories)) {
      response.setContentType("application/json");
      response.getOutputStream().write(Files.readAllBytes(stories));
    } else if (path.equals("/stories")) {
      welcome(response);
      response.setContentType(TYPES.get("html"));
      response
          .getOutputStream()
          .write(
              STORIES
                  .formatted(visitors == null ? OPEN : STRICT, rows())
                  .getBytes(StandardCharsets.UTF_8));
    } else if (file != null) {
      send(file, request, response);
    } else {
      response.sendError(HttpServletResponse.SC_NOT_FOUND);
    }
  }

  private void send(String file, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (file.endsWith(".html")) {
      // The program lets itself be shown by one address alone.
      if (framing && !home.equals(called(request))) {
        response.setHeader("Location", home + request.getRequestURI());
        response.setStatus(HttpServletResponse.SC_FOUND);
        return;
      }
      welcome(response);
    }
    response.setContentType(TYPES.get(file.substring(file.lastIndexOf('.') + 1)));
    try (var in = Pages.class.getResourceAsStream("/org/attune/sandbox/launcher/" + file)) {
      if (in == null) {
        throw new IOException("the page " + file + " is missing");
      }
      in.transferTo(response.getOutputStream());
    }
  }

  private static String called(HttpServletRequest request) {
    return "http://%s:%d".formatted(request.getServerName(), request.getServerPort());
  }

  private void welcome(HttpServletResponse response) {
    var known = visitors;
    if (known != null) {
      known.welcome(response);
    }
  }

  private String rows() throws IOException {
    var rows = new StringBuilder();
    if (Files.exists(stories)) {
      for (var story : new ObjectMapper().readTree(stories.toFile()).path("stories")) {
        rows.append(row(story));
      }
    }
    return rows.toString();
  }

  private static String row(JsonNode story) {
    var client = story.path("client").asText();
    var expected = new StringBuilder();
    for (var fires : story.path("fires")) {
      expected.append(fires.path("detector").asText()).append(' ');
      expected.append(fires.path("level").asText()).append(' ');
    }
    for (var spot : story.path("alignment").path("blindSpots")) {
      expected.append(spot.path("kind").asText()).append(' ');
      expected.append(spot.path("goal").asText()).append(' ');
    }
    return "<tr><td>%s</td><td><a href=\"/fhir/Patient/%s\">%s</a></td><td>%s</td><td>%s</td></tr>%n"
        .formatted(
            story.path("name").asText(),
            client,
            client,
            story.path("tells").asText(),
            expected.isEmpty() ? "silent" : expected.toString().strip());
  }
}
