package org.attune.e2e.page;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.attune.e2e.page.Window.Look;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A browser for all tests of a class; each has windows of its own and a host of its own, so that
 * what a page says as its window closes is not heard by the next test.
 */
final class PageStage
    implements BeforeAllCallback, AfterAllCallback, BeforeEachCallback, AfterEachCallback {

  private final List<Window> windows = new ArrayList<>();
  private @Nullable Chromium chromium;
  private @Nullable PageHost host;

  @Override
  public void beforeAll(ExtensionContext test) {
    chromium = Chromium.start();
  }

  @Override
  public void afterAll(ExtensionContext test) {
    chromium().close();
  }

  @Override
  public void beforeEach(ExtensionContext test) throws IOException {
    host = new PageHost();
  }

  @Override
  public void afterEach(ExtensionContext test) {
    windows.forEach(Window::close);
    windows.clear();
    host().close();
  }

  private Chromium chromium() {
    return Objects.requireNonNull(chromium);
  }

  PageHost host() {
    return Objects.requireNonNull(host);
  }

  /** An empty window. */
  Window window(Look look) {
    var window = new Window(chromium().browser(), host(), look);
    windows.add(window);
    return window;
  }

  /** A window in which the chart was opened. */
  Window launch(Look look) {
    return window(look).launched(host());
  }

  Window launch() {
    return launch(Look.USUAL);
  }

  /** A signal of the usual chart at another stage. */
  static ObjectNode signal(String key, String stage) {
    for (var signal : PageHost.fixture("rich.en").path("signals")) {
      if (signal.path("key").asText().equals(key)) {
        return ((ObjectNode) signal).put("stage", stage).put("stageSince", "2026-11-22T09:31:00Z");
      }
    }
    throw new IllegalArgumentException(key);
  }
}
