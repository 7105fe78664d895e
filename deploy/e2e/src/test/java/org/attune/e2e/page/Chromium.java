package org.attune.e2e.page;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The browser of this machine. Where there is none, whoever needs it is skipped and says so. */
final class Chromium implements AutoCloseable {

  private static final String NONE =
      "No Chromium was found, so the pages were not looked at: apt-get install chromium, or name"
          + " one with CHROMIUM=/path/to/it.";

  private static final List<String> USUAL =
      List.of(
          "/usr/bin/chromium",
          "/usr/bin/chromium-browser",
          "/usr/bin/google-chrome",
          "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
          "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe");

  private final Playwright playwright;
  private final Browser browser;

  private Chromium(Playwright playwright, Browser browser) {
    this.playwright = playwright;
    this.browser = browser;
  }

  static Chromium start() {
    var found = find();
    if (found.isEmpty()) {
      System.out.println(NONE);
    }
    assumeTrue(found.isPresent(), NONE);
    var playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    return new Chromium(
        playwright,
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(found.get())
                    // Its own sandbox does not start for root; only our own pages are opened.
                    .setChromiumSandbox(false)
                    .setArgs(List.of("--disable-gpu", "--disable-dev-shm-usage"))));
  }

  Browser browser() {
    return browser;
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }

  /**
   * The one that is named, and no other; where none is named, the first of those that are usual.
   */
  private static Optional<Path> find() {
    var named = System.getenv("CHROMIUM");
    return (named == null ? USUAL.stream() : Stream.of(named))
        .map(Path::of)
        .filter(Files::isExecutable)
        .findFirst();
  }
}
