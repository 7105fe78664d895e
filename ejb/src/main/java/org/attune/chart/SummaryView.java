package org.attune.chart;

import java.time.Instant;
import java.util.List;

/**
 * The same facts in plain words for the client: no names of rules, no figures that need explaining,
 * nothing that only some may read.
 *
 * @param asOf the instant of the view
 * @param zone the hospital's time zone
 * @param language the language of the words
 * @param title what stands above it
 * @param paragraphs what it says
 */
public record SummaryView(
    Instant asOf, String zone, String language, String title, List<Paragraph> paragraphs) {

  public SummaryView {
    paragraphs = List.copyOf(paragraphs);
  }

  /** Some sentences below a heading. */
  public record Paragraph(String heading, List<String> sentences) {
    public Paragraph {
      sentences = List.copyOf(sentences);
    }
  }
}
