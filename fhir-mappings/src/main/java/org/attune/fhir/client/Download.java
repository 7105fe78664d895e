package org.attune.fhir.client;

import ca.uhn.fhir.rest.client.api.IHttpResponse;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import org.attune.ehr.EhrUnavailable;
import org.jspecify.annotations.Nullable;

/** A file of lines that is read while it comes in; never more of it is held than one line. */
public final class Download implements AutoCloseable {

  private final IHttpResponse response;
  private final Reader text;
  private final int longest;

  /**
   * @param longest of a longer line so much is given, and one character more
   */
  Download(IHttpResponse response, InputStream body, int longest) {
    this.response = response;
    this.text = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8), 65_536);
    this.longest = longest;
  }

  /**
   * The next line, without its end; null at the end of the file.
   *
   * @throws EhrUnavailable when the line to the EHR broke
   */
  public @Nullable String line() throws EhrUnavailable {
    try {
      int c = text.read();
      if (c < 0) {
        return null;
      }
      var line = new StringBuilder();
      while (c >= 0 && c != '\n') {
        if (line.length() <= longest && c != '\r') {
          line.append((char) c);
        }
        c = text.read();
      }
      return line.toString();
    } catch (IOException broken) {
      throw new EhrUnavailable(
          "A file of the EHR's export broke off; the rest is asked for again.", broken);
    }
  }

  @Override
  public void close() {
    response.close();
  }
}
