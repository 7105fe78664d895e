package org.attune.e2e.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ForcedColors;
import com.microsoft.playwright.options.ReducedMotion;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;

/** One window of the browser with the page in it, and what went wrong in it so far. */
final class Window implements AutoCloseable {

  /** How somebody looks at it. */
  record Look(int width, int height, String language, ColorScheme colours, boolean forced) {

    static final Look USUAL = new Look(1280, 900, "en-GB", ColorScheme.LIGHT, false);

    Look size(int width, int height) {
      return new Look(width, height, language, colours, forced);
    }

    Look in(String language) {
      return new Look(width, height, language, colours, forced);
    }

    Look dark() {
      return new Look(width, height, language, ColorScheme.DARK, forced);
    }

    Look forcedColours() {
      return new Look(width, height, language, colours, true);
    }
  }

  /** What WCAG 2.2 asks for at A and AA. */
  private static final List<String> WCAG =
      List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa");

  private static final Path SCREENSHOTS =
      Path.of(System.getProperty("screenshots", "target/screenshots"));

  /** A key where a text should be. */
  private static final Pattern UNWRITTEN =
      Pattern.compile(
          "\\b(acts|signal|signals|stage|trend|problem|evidence|course|forms|note|sent|closed|caseload|supervision|worklist|find|detail|owner|history|goals?|team)\\.[a-z-]+|\\{\\w+}");

  private final BrowserContext context;
  private final Page page;
  private final List<String> complaints = new CopyOnWriteArrayList<>();
  private final List<String> elsewhere = new CopyOnWriteArrayList<>();

  Window(Browser browser, PageHost host, Look look) {
    context =
        browser.newContext(
            new Browser.NewContextOptions()
                .setViewportSize(look.width(), look.height())
                .setLocale(look.language())
                .setColorScheme(look.colours())
                .setForcedColors(look.forced() ? ForcedColors.ACTIVE : ForcedColors.NONE)
                .setReducedMotion(ReducedMotion.REDUCE));
    page = context.newPage();
    page.setDefaultTimeout(30_000);
    page.onConsoleMessage(
        message -> {
          // An answer of 4xx or 5xx is part of the story, and the browser always tells of it.
          if (message.type().equals("error")
              && !message.text().startsWith("Failed to load resource")) {
            complaints.add(message.text());
          }
        });
    page.onPageError(complaints::add);
    var home = host.page().replaceAll("/chart/.*", "");
    page.onRequest(request -> remember(request, home));
  }

  private void remember(Request request, String home) {
    if (!request.url().startsWith(home) && !request.url().startsWith("blob:")) {
      elsewhere.add(request.url());
    }
  }

  /** Comes from the launch with a one-time code. */
  Window launched(PageHost host) {
    return at(host.page() + "#code=one-time-code");
  }

  /** Comes from the launch of a caseload with a one-time code. */
  Window launchedForCaseload(PageHost host) {
    return at(host.caseload() + "#code=one-time-code");
  }

  /** Comes from the sign-in with a one-time code. */
  Window launchedForWorklist(PageHost host) {
    return at(host.worklist() + "#code=one-time-code");
  }

  Window at(String address) {
    page.navigate(address);
    page.locator("main:not([aria-busy]) h1").waitFor();
    return this;
  }

  Page page() {
    return page;
  }

  BrowserContext context() {
    return context;
  }

  Locator button(String name) {
    return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name));
  }

  Locator heading(String name) {
    return page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName(name));
  }

  /** The card of a signal. */
  Locator signal(String name) {
    return page.locator("attune-signal")
        .filter(new Locator.FilterOptions().setHasText(name))
        .first();
  }

  Window unfold(String name) {
    signal(name).locator("button.more").click();
    return this;
  }

  String text() {
    return page.locator("body").innerText();
  }

  /** Nothing that WCAG forbids, nothing to scroll sideways, no complaint, no key for a text. */
  void isSound(String name) {
    shot(name);
    var found = axe().analyze().getViolations();
    assertThat(found)
        .as("axe, %s", name)
        .extracting(rule -> rule.getId() + ": " + rule.getNodes())
        .isEmpty();
    assertThat(page.evaluate("document.documentElement.scrollWidth - innerWidth"))
        .as("sideways, %s", name)
        .isEqualTo(0);
    assertThat(text()).doesNotContainPattern(UNWRITTEN);
    assertThat(complaints).as("complaints of the browser, %s", name).isEmpty();
    assertThat(elsewhere).as("asked elsewhere, %s", name).isEmpty();
  }

  private AxeBuilder axe() {
    // Of one frame only, so that no second window is needed to put the parts together.
    return new AxeBuilder(page).withTags(WCAG).setLegacyMode(true);
  }

  void shot(String name) {
    page.screenshot(
        new Page.ScreenshotOptions()
            .setPath(SCREENSHOTS.resolve("chart-" + name + ".png"))
            .setFullPage(true));
  }

  void pdf(String name) {
    page.pdf(
        new Page.PdfOptions()
            .setPath(SCREENSHOTS.resolve("chart-" + name + ".pdf"))
            .setFormat("A4"));
  }

  /** Nothing of the client is left, neither to be seen nor in the document. */
  void holdsNothing() {
    assertThat((String) page.evaluate("document.documentElement.outerHTML"))
        .doesNotContain("Lindqvist")
        .doesNotContain("0047-1193")
        .doesNotContain("usual range")
        .doesNotContain("Patient/")
        .doesNotContain("token");
    assertThat(page.url()).doesNotContain("#");
  }

  @Override
  public void close() {
    context.close();
  }
}
