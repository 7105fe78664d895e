package org.attune.web.paper;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.attune.access.Banner;
import org.attune.chart.Charts;
import org.attune.worklist.WorklistCopy;
import org.attune.worklist.WorklistCopy.Column;
import org.attune.worklist.WorklistCopy.Line;
import org.attune.worklist.WorklistCopy.Resting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.flavours.PDFAFlavour;

class PapersTest {

  private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");
  private static final Banner BANNER =
      new Banner("Łucja Ågren-Müller", LocalDate.of(1988, 3, 7), "0047-1193");
  private static final Path KEPT = Path.of("target", "papers");

  private final Papers papers = new Papers(ZONE);

  @ParameterizedTest
  @ValueSource(strings = {"en", "de"})
  void a_chart_on_paper_says_what_the_page_says_and_can_be_read_aloud(String language)
      throws IOException {
    var locale = Locale.forLanguageTag(language);
    var chart = Charts.example(locale);
    try (var pdf = kept("chart-" + language, papers.chart(chart, BANNER, locale))) {
      var catalogue = pdf.getDocumentCatalog();
      assertThat(catalogue.getLanguage()).isEqualTo(language);
      assertThat(catalogue.getMarkInfo().isMarked()).isTrue();
      assertThat(catalogue.getStructureTreeRoot()).isNotNull();
      assertThat(catalogue.getViewerPreferences().displayDocTitle()).isTrue();
      assertThat(pdf.getDocumentInformation().getTitle()).isEqualTo("Attune");
      var said = said(pdf);
      assertThat(said).contains("Łucja Ågren-Müller", "0047-1193", "1 / ");
      for (var signal : chart.signals()) {
        assertThat(said).contains(flat(signal.name()), flat(signal.sentence()));
        assertThat(said).contains(flat(signal.caution()));
      }
      for (var fonts : pdf.getPage(0).getResources().getFontNames()) {
        assertThat(pdf.getPage(0).getResources().getFont(fonts).isEmbedded()).isTrue();
      }
      assertThat(said).doesNotContain("Patient/", "{", "Appointment/");
    }
  }

  @Test
  void a_paper_of_a_client_whose_name_is_not_known_says_so() throws IOException {
    try (var pdf =
        kept("no-name", papers.chart(Charts.example(Locale.ENGLISH), null, Locale.ENGLISH))) {
      assertThat(said(pdf)).contains("The record does not answer: name unknown");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "de"})
  void the_summary_on_paper_is_for_the_client_and_names_nobody(String language) throws IOException {
    var locale = Locale.forLanguageTag(language);
    var summary = Charts.page().summary(Charts.example(locale), locale);
    try (var pdf = kept("summary-" + language, papers.summary(summary, locale))) {
      var said = said(pdf);
      assertThat(pdf.getDocumentInformation().getTitle()).isEqualTo(summary.title());
      summary
          .paragraphs()
          .forEach(
              each -> {
                assertThat(said).contains(flat(each.heading()));
                each.sentences().forEach(one -> assertThat(said).contains(flat(one)));
              });
      assertThat(said).doesNotContain("alliance", "SRS");
    }
  }

  /** Matterhorn's conditions, as far as a machine can decide them. */
  @ParameterizedTest
  @ValueSource(strings = {"en", "de"})
  void every_paper_holds_to_the_standard_for_what_is_read_aloud(String language) throws Exception {
    var locale = Locale.forLanguageTag(language);
    var chart = Charts.example(locale);
    assertThat(complaints(papers.chart(chart, BANNER, locale))).isEmpty();
    var summary = Charts.page().summary(chart, locale);
    assertThat(complaints(papers.summary(summary, locale))).isEmpty();
  }

  @Test
  void letters_that_the_paper_lacks_are_said_and_not_replaced_by_signs() throws IOException {
    var elsewhere =
        new Banner("\u0644\u064a\u0644\u0649 \u062d\u062f\u0627\u062f", null, "0047-1193");
    var chart = Charts.example(Locale.ENGLISH);
    try (var pdf = kept("letters", papers.chart(chart, elsewhere, Locale.ENGLISH))) {
      assertThat(said(pdf))
          .contains("Letters that this paper cannot show: see the record", "0047-1193")
          .doesNotContain("#");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "de"})
  void a_worklist_on_paper_says_on_every_page_who_took_it_and_can_be_read_aloud(String language)
      throws Exception {
    var copy = worklist(60, Locale.forLanguageTag(language));
    assertThat(complaints(papers.list(copy))).isEmpty();
    try (var pdf = kept("worklist-" + language, papers.list(copy))) {
      assertThat(pdf.getDocumentInformation().getTitle()).isEqualTo("Worklist");
      assertThat(pdf.getNumberOfPages()).isGreaterThan(2);
      for (int page = 1; page <= pdf.getNumberOfPages(); page++) {
        var stripper = new PDFTextStripper();
        stripper.setStartPage(page);
        stripper.setEndPage(page);
        assertThat(flat(stripper.getText(pdf)))
            .contains("Taken by: Ada Lovelace", "(Practitioner/7)", "Sentence of");
      }
      assertThat(said(pdf))
          .contains(
              "Łucja Ågren-Müller",
              "0047-1193",
              "Two are left out",
              "OWNER: Dr Who",
              "(put off)",
              "of 59")
          .doesNotContain("#");
    }
  }

  @Test
  void a_client_on_a_worklist_whose_name_the_paper_cannot_show_is_told_by_their_number()
      throws IOException {
    var elsewhere = new Banner("\u0644\u064a\u0644\u0649", null, "0047-1193");
    try (var pdf = kept("list-letters", papers.list(worklist(1, Locale.ENGLISH, elsewhere)))) {
      assertThat(said(pdf))
          .contains("Letters that this paper cannot show: see the record", "0047-1193")
          .doesNotContain("#");
    }
  }

  private static WorklistCopy worklist(int lines, Locale locale) {
    return worklist(lines, locale, BANNER);
  }

  private static WorklistCopy worklist(int lines, Locale locale, Banner who) {
    var heads = new EnumMap<Column, String>(Column.class);
    Stream.of(Column.values()).forEach(each -> heads.put(each, each.name()));
    var since = Instant.parse("2026-11-22T23:30:00Z");
    return new WorklistCopy(
        "Worklist",
        "Taken by: Ada Lovelace \u0644\u064a (Practitioner/7)",
        "Two are left out",
        heads,
        IntStream.range(0, lines)
            .mapToObj(
                n ->
                    new Line(
                        who,
                        "Sessions",
                        "Good to know",
                        "A change",
                        "Sentence of " + n,
                        since,
                        3,
                        "no",
                        "Dr Who",
                        "Give the client a ring",
                        since,
                        n == 0 ? new Resting(since, "put off") : null))
            .toList(),
        locale,
        ZONE);
  }

  private static List<String> complaints(byte[] pdf) throws Exception {
    VeraGreenfieldFoundryProvider.initialise();
    try (var foundry = Foundries.defaultInstance();
        var parser = foundry.createParser(new ByteArrayInputStream(pdf), PDFAFlavour.PDFUA_1);
        var validator = foundry.createValidator(PDFAFlavour.PDFUA_1, false)) {
      return validator.validate(parser).getTestAssertions().stream()
          .map(each -> each.getRuleId().getClause() + ": " + each.getMessage())
          .toList();
    }
  }

  private static PDDocument kept(String name, byte[] pdf) throws IOException {
    Files.createDirectories(KEPT);
    Files.write(KEPT.resolve(name + ".pdf"), pdf);
    return Loader.loadPDF(pdf);
  }

  private static String said(PDDocument pdf) throws IOException {
    return flat(new PDFTextStripper().getText(pdf));
  }

  /** Lines break where the paper ends. */
  private static String flat(String text) {
    return text.replaceAll("\\s+", " ").strip();
  }
}
