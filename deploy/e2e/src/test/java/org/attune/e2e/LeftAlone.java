package org.attune.e2e;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.attune.e2e.page.FrontDoor;

/** A chart that somebody opened and walked away from, and the token that its page holds. */
final class LeftAlone implements AutoCloseable {

  private final FrontDoor front;
  private final FrontDoor.Desk desk;
  private final Page page;
  private final String name;
  private volatile String bearer = "";

  LeftAlone(FrontDoor front) {
    this.front = front;
    desk = front.desk();
    desk.onRequest(
        request -> {
          var said = request.headers().get("authorization");
          if (said != null && request.url().contains("/api/chart")) {
            bearer = said;
          }
        });
    page = desk.chart(InTheBrowser.SOMEBODY, "client-000024");
    name = FrontDoor.client(page);
  }

  Page page() {
    return page;
  }

  /** Whose chart it was. */
  String name() {
    return name;
  }

  /** What the server says to the token that the page had. */
  int asksAgain(String attune) throws IOException, InterruptedException {
    if (bearer.isEmpty()) {
      throw new IllegalStateException("the page never asked for anything");
    }
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(attune + "/api/chart"))
                .header("Authorization", bearer)
                .build(),
            HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }

  @Override
  public void close() {
    desk.close();
    front.close();
  }
}
