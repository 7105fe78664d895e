package org.attune.web.signin;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;

/** Says in plain words why somebody is not let in, what is missing, and whom to ask. */
final class RefusalPage {

  private static final String POLICY =
      "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none';"
          + " frame-ancestors 'none'";

  private static final Map<String, String> HEADERS =
      Map.of(
          "Content-Security-Policy", POLICY,
          "Referrer-Policy", "no-referrer",
          "X-Content-Type-Options", "nosniff",
          "Cache-Control", "no-store");

  private static final List<Locale> SPOKEN = List.of(Locale.ENGLISH, Locale.GERMAN);

  private static final String PAGE =
      """
      <!doctype html>
      <html lang="{0}">
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>{1} · Attune</title>
      <link rel="stylesheet" href="{2}/page.css">
      <main>
      <h1>{1}</h1>
      <p>{3}</p>
      {4}
      </main>
      </html>
      """;

  private RefusalPage() {}

  /** Headers of whatever is sent from here. */
  static void guard(HttpServletResponse response) {
    HEADERS.forEach(response::setHeader);
  }

  /**
   * Sends the page.
   *
   * @param details what its words mention, such as the name of a claim
   */
  static void send(
      HttpServletRequest request, HttpServletResponse response, Refusal why, String... details)
      throws IOException {
    var words = words(request);
    var again =
        why.passes()
            ? "<p><a href=\"%s/sign-in\">%s</a></p>"
                .formatted(request.getContextPath(), escaped(words.getString("again")))
            : "";
    var page =
        MessageFormat.format(
            PAGE,
            words.getString("language"),
            escaped(said(words, why.key() + ".title")),
            request.getContextPath(),
            escaped(said(words, why.key() + ".text", details)),
            again);
    guard(response);
    response.setStatus(why.status());
    response.setContentType("text/html;charset=UTF-8");
    response.getOutputStream().write(page.getBytes(StandardCharsets.UTF_8));
  }

  private static String said(ResourceBundle words, String key, String... details) {
    return MessageFormat.format(words.getString(key), (Object[]) details);
  }

  private static ResourceBundle words(HttpServletRequest request) {
    var asked =
        Collections.list(request.getLocales()).stream()
            .map(locale -> Locale.forLanguageTag(locale.getLanguage()))
            .filter(SPOKEN::contains)
            .findFirst()
            .orElse(Locale.ENGLISH);
    // Never in the language of the machine.
    var none = ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_DEFAULT);
    return ResourceBundle.getBundle("org.attune.web.signin.words", asked, none);
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
  }
}
