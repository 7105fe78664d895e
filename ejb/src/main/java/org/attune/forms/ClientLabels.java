package org.attune.forms;

import java.util.Collection;
import org.attune.therapy.ChartFact;
import org.attune.therapy.Client;
import org.attune.therapy.Labels;

/** The labels of a client's own record: what is added to it carries them on. */
final class ClientLabels {

  private ClientLabels() {}

  static Labels of(Collection<ChartFact> facts) {
    return facts.stream()
        .filter(Client.class::isInstance)
        .map(ChartFact::labels)
        .reduce(Labels.NONE, Labels::and);
  }
}
