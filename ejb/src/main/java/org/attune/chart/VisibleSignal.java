package org.attune.chart;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.attune.access.Viewer;
import org.attune.chart.ShowChart.Answer;
import org.attune.findings.FindingKey;

/** Finds a signal of the viewer's client where the viewer may know of it, as the chart shows it. */
@ApplicationScoped
public class VisibleSignal {

  private final ShowChart charts;

  @Inject
  VisibleSignal(ShowChart charts) {
    this.charts = charts;
  }

  Optional<SignalView> find(Viewer viewer, FindingKey key, Locale locale) {
    return charts.look(viewer, locale) instanceof Answer.Shown shown
        ? Stream.concat(shown.chart().signals().stream(), shown.chart().quiet().stream())
            .filter(signal -> signal.key().equals(key.value()))
            .findFirst()
        : Optional.empty();
  }
}
