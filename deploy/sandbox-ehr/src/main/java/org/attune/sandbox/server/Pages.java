package org.attune.sandbox.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The front door for people: what this is, and who is in it. */
final class Pages extends HttpServlet {

  private static final long serialVersionUID = 1L;

  private static final String PAGE =
      """
      <!doctype html>
      <html lang="en">
      <meta charset="utf-8">
      <title>Stand-in hospital</title>
      <style>body{font:1rem/1.5 system-ui,sans-serif;max-width:70rem;margin:2rem auto;padding:0 1rem}
      table{border-collapse:collapse}td,th{text-align:left;padding:.2rem 1rem .2rem 0;vertical-align:top}</style>
      <h1>Stand-in hospital</h1>
      <p>A real FHIR R4 server with made-up clients, for trying things out. Nobody in it exists.
      It listens on this machine only%s</p>
      <ul>
      <li><a href="/fhir/metadata">What it can do</a> (CapabilityStatement)</li>
      <li><a href="/fhir/Appointment?_sort=-date">Appointments</a>,
      <a href="/fhir/Patient">clients</a>, <a href="/fhir/Flag">flags</a>,
      <a href="/fhir/Task">tasks</a></li>
      <li><a href="/stories.json">Who is expected to be noticed</a></li>
      </ul>
      <table><tr><th>Story</th><th>Client</th><th>What happens</th><th>Expected</th></tr>
      %s</table>
      </html>
      """;

  private static final String OPEN = " and asks nobody who they are.";

  private static final String STRICT =
      ". Programs need a token (SMART Backend Services); whoever reads this page in a browser may"
          + " look around for as long as it stays open.";

  private final transient Path stories;
  private final transient @Nullable Visitors visitors;

  Pages(Path stories, @Nullable Visitors visitors) {
    this.stories = stories;
    this.visitors = visitors;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setCharacterEncoding("UTF-8");
    if (request.getRequestURI().equals("/" + StoryList.FILE) && Files.exists(stories)) {
      response.setContentType("application/json");
      response.getWriter().write(Files.readString(stories));
    } else if (request.getRequestURI().equals("/")) {
      response.setContentType("text/html");
      var known = visitors;
      if (known != null) {
        known.welcome(response);
      }
      response.getWriter().write(PAGE.formatted(known == null ? OPEN : STRICT, rows()));
    } else {
      response.sendError(HttpServletResponse.SC_NOT_FOUND);
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
    return "<tr><td>%s</td><td><a href=\"/fhir/Patient/%s\">%s</a></td><td>%s</td><td>%s</td></tr>%n"
        .formatted(
            story.path("name").asText(),
            client,
            client,
            story.path("tells").asText(),
            expected.isEmpty() ? "silent" : expected.toString().strip());
  }
}
