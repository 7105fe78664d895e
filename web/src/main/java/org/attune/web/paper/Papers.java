package org.attune.web.paper;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.ZoneId;
import java.util.Locale;
import org.attune.access.Banner;
import org.attune.chart.ChartView;
import org.attune.chart.SummaryView;
import org.attune.worklist.WorklistCopy;
import org.jspecify.annotations.Nullable;

/** What is on the page, as a PDF. */
@ApplicationScoped
public class Papers {

  private final ZoneId zone;

  @Inject
  public Papers(ZoneId zone) {
    this.zone = zone;
  }

  /**
   * A chart as everybody sees it who may open it.
   *
   * @param banner who it is, or null where the record does not answer
   */
  public byte[] chart(ChartView chart, @Nullable Banner banner, Locale locale) {
    return Pdf.of(new ChartPaper(new PageWords(locale, zone)).chart(chart, banner));
  }

  /** The same in plain words for the client. */
  public byte[] summary(SummaryView summary, Locale locale) {
    return Pdf.of(new ChartPaper(new PageWords(locale, zone)).summary(summary));
  }

  /** A copy of a worklist. */
  public byte[] list(WorklistCopy copy) {
    return Pdf.of(new ListPaper(new PageWords(copy.locale(), copy.zone())).list(copy));
  }
}
