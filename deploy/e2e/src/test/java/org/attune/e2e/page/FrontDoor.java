package org.attune.e2e.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.FrameLocator;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The hospital's front door in a real browser: its own chart, and Attune in a frame beside it. */
public final class FrontDoor implements AutoCloseable {

  private static final Path SCREENSHOTS =
      Path.of(System.getProperty("screenshots", "target/screenshots"));

  private final Chromium chromium = Chromium.start();
  private final String hospital;

  /**
   * @param hospital its address
   */
  public FrontDoor(String hospital) {
    this.hospital = hospital;
  }

  /** A browser of its own, with nothing open yet. */
  public Desk desk() {
    return desk(ColorScheme.LIGHT);
  }

  /** The same, for somebody who likes these colours. */
  public Desk desk(ColorScheme colours) {
    return new Desk(
        chromium
            .browser()
            .newContext(
                new Browser.NewContextOptions()
                    .setViewportSize(1600, 1100)
                    .setLocale("en-GB")
                    .setColorScheme(colours)));
  }

  @Override
  public void close() {
    chromium.close();
  }

  /** One browser, whose windows know of each other, as those of one person do. */
  public final class Desk implements AutoCloseable {

    private final BrowserContext context;
    private final List<String> complaints = new CopyOnWriteArrayList<>();

    private Desk(BrowserContext context) {
      this.context = context;
      context.setDefaultTimeout(60_000);
      context.onConsoleMessage(
          message -> {
            // An answer of 4xx is part of some stories, and the browser always tells of it.
            if (message.type().equals("error")
                && !message.text().startsWith("Failed to load resource")) {
              complaints.add(message.text());
            }
          });
      context.onWebError(error -> complaints.add(error.error()));
    }

    /** The front door, and nobody chosen. */
    public Page door() {
      var page = context.newPage();
      page.navigate(hospital + "/");
      page.locator("#clients button").first().waitFor();
      return page;
    }

    /** The chart of a client, with Attune open in it. */
    public Page chart(String user, String client) {
      var page = context.newPage();
      page.navigate(hospital + "/#user=" + user + "&client=" + client);
      shown(page);
      return page;
    }

    /** The caseload of somebody, with Attune open in it. */
    public Page caseload(String user) {
      var page = door();
      page.selectOption("#user", user);
      page.locator("#mine").click();
      listed(page);
      return page;
    }

    /**
     * The window that opens for a chart from a caseload, once somebody has signed in there.
     *
     * @param row which of those who are listed, from 0
     * @param client whom they choose there; null for whom the hospital holds ready
     */
    public Page chartFrom(Page caseload, int row, String user, @Nullable String client) {
      var open = FrontDoor.caseload(caseload).locator("button.open").nth(row);
      var page = context.waitForPage(open::click);
      page.locator("#client option").first().waitFor(attached());
      page.selectOption("#user", user);
      if (client != null) {
        page.selectOption("#client", client);
      }
      page.getByRole(AriaRole.BUTTON).click();
      page.locator("attune-chart main:not([aria-busy]) h1").waitFor();
      return page;
    }

    /** Attune by itself, from which somebody signs in and chooses a client. */
    public Page standalone(String attune, String user, String client) {
      var page = context.newPage();
      page.navigate(attune + "/api/launch/standalone");
      page.locator("#client option[value='" + client + "']").waitFor(attached());
      page.selectOption("#user", user);
      page.selectOption("#client", client);
      looksSound(page, "sign-in");
      page.getByRole(AriaRole.BUTTON).click();
      // The page where people sign in has a heading as well.
      page.locator("attune-chart main:not([aria-busy]) h1").waitFor();
      return page;
    }

    /** The worklist of somebody of the staff, who comes from the front door and signs in. */
    public Page worklist(String user) {
      var door = door();
      return signedIn(context.waitForPage(() -> door.locator("#worklist").click()), user);
    }

    /** The same, launched by the EHR from a place where no client is open. */
    public Page launchedWorklist(String attune, String user) {
      var page = context.newPage();
      page.navigate(
          attune
              + "/api/launch/worklist?launch=of-no-use-here&iss="
              + URLEncoder.encode(hospital + "/fhir", StandardCharsets.UTF_8));
      return signedIn(page, user);
    }

    private Page signedIn(Page page, String user) {
      page.locator("#user option[value='" + user + "']").waitFor(attached());
      page.selectOption("#user", user);
      looksSound(page, "staff-sign-in");
      page.getByRole(AriaRole.BUTTON).click();
      page.locator("attune-worklist tr[data-item]").first().waitFor();
      page.locator("attune-worklist button.name:not(.nameless)").first().waitFor();
      return page;
    }

    /** Whatever is asked for from here is told. */
    public void onRequest(Consumer<Request> told) {
      context.onRequest(told);
    }

    /** The browser has found nothing to complain of so far. */
    public void isContent() {
      assertThat(complaints).isEmpty();
    }

    @Override
    public void close() {
      context.close();
    }
  }

  /** Attune, in the frame of the hospital's chart. */
  public static FrameLocator attune(Page page) {
    return page.frameLocator("#frame iframe");
  }

  /** Waits until Attune has shown what it has to show. */
  public static void shown(Page page) {
    attune(page).locator("main:not([aria-busy]) h1").waitFor();
  }

  /** A caseload, in the frame of the hospital that has no chart open. */
  public static FrameLocator caseload(Page page) {
    return page.frameLocator("#caseload-frame iframe");
  }

  /** Waits until Attune has listed whom it has to list, with their names. */
  public static void listed(Page page) {
    caseload(page).locator("tbody th .name:not(.nameless)").first().waitFor();
  }

  /** Who stands in the rows of a caseload, in their order. */
  public static List<String> listedClients(Page page) {
    return caseload(page).locator("tbody th .name").allInnerTexts();
  }

  /** The same, by the ids of their records. */
  public static List<String> listedPatients(Page page) {
    return caseload(page).locator("tbody tr").all().stream()
        .map(row -> row.getAttribute("data-patient").replace("Patient/", ""))
        .toList();
  }

  /** With whom the hospital's own record has hours of somebody, by the ids of their records. */
  @SuppressWarnings("unchecked")
  public static List<String> patientsOfHours(Page page, String user) {
    return (List<String>)
        page.evaluate(
            "user => import('/record.js').then(async record =>"
                + " (await record.find('Appointment?actor=' + user"
                + " + '&_count=200&_elements=participant')).flatMap(it => it.participant)"
                + " .map(it => it.actor?.reference ?? '').filter(it => it.startsWith('Patient/'))"
                + " .map(it => it.slice('Patient/'.length)))",
            user);
  }

  /** Whose chart Attune says it is. */
  public static String client(Page page) {
    return attune(page).locator(".client .name").innerText();
  }

  /** Whose chart the hospital says it is. */
  public static String hospitalsClient(Page page) {
    return page.locator("#name").innerText();
  }

  /** The Flags that stand, in the hospital's own words. */
  public static List<String> flags(Page page) {
    page.locator("#flags li:not(.quiet)").first().waitFor();
    return page.locator("#flags .flag:not(.over) .words").allInnerTexts();
  }

  /** Where something is kept for people to look at. */
  public static Path kept(String name) {
    return SCREENSHOTS.resolve(name);
  }

  /** Keeps a picture, and finds nothing that WCAG 2.2 AA forbids in the outermost document. */
  public static void looksSound(Page page, String name) {
    page.screenshot(
        new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve("live-" + name + ".png")));
    var found =
        new AxeBuilder(page)
            .withTags(List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"))
            .exclude("#frame")
            .exclude("#caseload-frame")
            .setLegacyMode(true)
            .analyze()
            .getViolations();
    assertThat(found)
        .as("axe, %s", name)
        .extracting(rule -> rule.getId() + ": " + rule.getNodes())
        .isEmpty();
  }

  private static Locator.WaitForOptions attached() {
    return new Locator.WaitForOptions()
        .setState(com.microsoft.playwright.options.WaitForSelectorState.ATTACHED);
  }
}
