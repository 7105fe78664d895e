package org.attune.replay;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.attune.catalogue.Catalogue;
import org.attune.detection.Channel;
import org.attune.detection.Signal;
import org.attune.responses.NextSteps.Advice;
import org.attune.responses.NextSteps.Step;
import org.attune.therapy.PatientId;
import org.attune.therapy.Source;

/** One line for each signal that was raised. */
final class SignalLines {

  private final Spill spill;
  private final Catalogue catalogue;
  private final Locale locale;

  SignalLines(Spill spill, Catalogue catalogue, Locale locale) {
    this.spill = spill;
    this.catalogue = catalogue;
    this.locale = locale;
  }

  void add(PatientId patient, Track.Raised raised, Advice advice) {
    var signal = raised.signal();
    var line = new LinkedHashMap<String, Object>();
    line.put("patient", patient.value());
    line.put("course", raised.kind().treatment());
    line.put("detector", signal.detector());
    line.put("version", signal.version());
    line.put("level", signal.level().name());
    line.put("channel", signal.channel().name());
    line.put("wording", signal.wording());
    line.put("raisedAt", raised.raisedAt().toString());
    line.put("clearedAt", raised.clearedAt() == null ? null : raised.clearedAt().toString());
    line.put("clearedBy", raised.clearedBy().isEmpty() ? null : raised.clearedBy());
    line.put("numbers", signal.numbers());
    line.put("evidence", signal.evidence().stream().map(Source::reference).toList());
    line.put("excluded", excluded(signal));
    line.put("text", text(signal));
    line.put("suggestions", advice.steps().stream().map(Step::id).toList());
    line.put("otherExplanations", advice.otherExplanations());
    spill.add(
        String.join(
            " ",
            patient.value(),
            raised.raisedAt().toString(),
            signal.detector(),
            raised.kind().treatment()),
        Json.line(line));
  }

  private static List<Map<String, String>> excluded(Signal signal) {
    return signal.excluded().stream().map(SignalLines::excluded).toList();
  }

  private static Map<String, String> excluded(Signal.Excluded each) {
    var record = new LinkedHashMap<String, String>();
    record.put("record", each.source().reference());
    record.put("why", each.why());
    return record;
  }

  /** What people would have read: on the chart, or in the task of a named person. */
  private String text(Signal signal) {
    var key =
        signal.channel() == Channel.NAMED_PERSON && catalogue.has(signal.detector(), "task")
            ? "task"
            : signal.wording();
    return catalogue.text(signal.detector(), key, locale, signal.numbers());
  }
}
