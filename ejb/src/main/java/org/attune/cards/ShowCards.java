package org.attune.cards;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.attune.access.AccessLog;
import org.attune.access.RecordAccess;
import org.attune.access.RecordAccess.Outcome;
import org.attune.access.Restricted;
import org.attune.access.Viewer;
import org.attune.catalogue.Catalogue;
import org.attune.detection.Category;
import org.attune.findings.Finding;
import org.attune.findings.FindingStage;
import org.attune.findings.Findings;
import org.attune.ledger.KnownClient;
import org.attune.ledger.Ledger;
import org.attune.settings.Settings;
import org.attune.therapy.Labels;
import org.attune.writeback.Proposals;

/**
 * The cards of one client, of what is found already: nothing is judged and nobody is asked while a
 * clinician waits. What has its place on the chart is shown, unless somebody has seen it.
 */
@ApplicationScoped
public class ShowCards {

  /** More are not read. */
  static final int MOST = 3;

  /** The standard wants less than 140 characters. */
  static final int LONGEST_SUMMARY = 139;

  private static final Comparator<Finding> MOST_PRESSING_FIRST =
      Comparator.comparing(Finding::level)
          .thenComparing(Finding::latest)
          .reversed()
          .thenComparing(finding -> finding.key().value());

  private final Ledger ledger;
  private final Findings findings;
  private final Catalogue catalogue;
  private final Restricted restricted;
  private final AccessLog accounts;
  private final Settings settings;

  @Inject
  ShowCards(
      Ledger ledger,
      Findings findings,
      Catalogue catalogue,
      Restricted restricted,
      AccessLog accounts,
      Settings settings) {
    this.ledger = ledger;
    this.findings = findings;
    this.catalogue = catalogue;
    this.restricted = restricted;
    this.accounts = accounts;
    this.settings = settings;
  }

  /**
   * A chart that somebody opens.
   *
   * @param viewer who has whose chart open
   * @param labels the labels of the client's own record, as far as the EHR has told them just now
   */
  public record Opened(Viewer viewer, Labels labels) {}

  /** In which language cards are written: that of the record. */
  public Locale locale() {
    return Locale.forLanguageTag(settings.get(Proposals.LANGUAGE));
  }

  /**
   * What there is to say.
   *
   * @param opened the chart
   * @param about under which headings
   * @return the most pressing first; empty where nothing can be said yet, because the client's
   *     record has not been read
   */
  @Transactional
  public Optional<List<Card>> of(Opened opened, Set<Category> about) {
    var viewer = opened.viewer();
    var client = ledger.known(viewer.patient()).orElse(null);
    if (client == null ? !ledger.complete() : client.newcomer()) {
      return Optional.empty();
    }
    if (client == null || silent(client) || restricted.marks(opened.labels())) {
      return Optional.of(List.of());
    }
    var cards =
        findings.of(viewer.patient()).stream()
            .filter(finding -> finding.forChart() && finding.onChart())
            .filter(finding -> finding.stage() == FindingStage.OPEN)
            .filter(finding -> about.contains(finding.category()))
            .sorted(MOST_PRESSING_FIRST)
            .limit(MOST)
            .map(this::card)
            .toList();
    if (!cards.isEmpty()) {
      accounts.keep(RecordAccess.view(viewer, Outcome.DONE, null));
    }
    return Optional.of(cards);
  }

  /** A card asks for no reason, so a record for few eyes has none. */
  private static boolean silent(KnownClient client) {
    return client.restricted() || client.keptOut().isPresent() || client.mergedInto().isPresent();
  }

  private Card card(Finding finding) {
    return new Card(
        Card.id(finding.key()),
        finding.key(),
        cut(text(finding, finding.wording())),
        text(finding, "why") + "\n\n" + text(finding, "caution"),
        finding.level());
  }

  private String text(Finding finding, String key) {
    return catalogue.text(finding.detector(), key, locale(), finding.numbers());
  }

  /** At the end of a word; a test holds that the texts we ship need no cut. */
  static String cut(String sentence) {
    if (sentence.length() <= LONGEST_SUMMARY) {
      return sentence;
    }
    int end = sentence.lastIndexOf(' ', LONGEST_SUMMARY - 1);
    return sentence.substring(0, end < 0 ? LONGEST_SUMMARY - 1 : end) + "…";
  }
}
