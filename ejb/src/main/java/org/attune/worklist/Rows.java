package org.attune.worklist;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.attune.access.Role;
import org.attune.agenda.Reach;
import org.attune.agenda.Rest;
import org.attune.agenda.Units;
import org.attune.agenda.WorkItem;
import org.attune.agenda.WorkItems;
import org.attune.catalogue.Catalogue;
import org.attune.chart.Words;
import org.attune.findings.FindingInShort;
import org.attune.findings.Findings;
import org.attune.findings.Hold;
import org.attune.therapy.PatientId;
import org.attune.worklist.WorklistView.RestView;
import org.attune.worklist.WorklistView.RowView;

/** Puts rows into words, for one person and as far as they may know of them. */
@ApplicationScoped
public class Rows {

  private static final String FILE = "worklist";

  private final WorkItems items;
  private final Findings findings;
  private final Units units;
  private final Catalogue catalogue;
  private final Clock clock;

  @Inject
  public Rows(WorkItems items, Findings findings, Units units, Catalogue catalogue, Clock clock) {
    this.items = items;
    this.findings = findings;
    this.units = units;
    this.catalogue = catalogue;
    this.clock = clock;
  }

  /**
   * What somebody may know of: the signals of their units, and requests to themselves. A therapist
   * as such has a caseload, and no worklist.
   */
  Reach reach(Desk desk) {
    boolean works = desk.role() != Role.CLINICIAN;
    boolean everything = !units.apart() || desk.units().contains(Desk.EVERY_UNIT);
    return new Reach(
        works && everything,
        works ? desk.units() : List.of(),
        desk.user(),
        desk.role() != Role.OUTREACH,
        desk.own());
  }

  /** The rows in words; what has ended since it was written down is passed over. */
  List<RowView> of(List<WorkItem> rows, Desk desk, Locale locale) {
    var known = findings.inShort(rows.stream().map(WorkItem::key).toList());
    var patients = rows.stream().map(WorkItem::patient).distinct().toList();
    var others = items.onList(reach(desk), patients);
    return rows.stream()
        .flatMap(row -> Stream.ofNullable(known.get(row.key())).map(it -> Map.entry(row, it)))
        .filter(each -> each.getValue().open())
        .map(each -> view(each.getKey(), each.getValue(), others, desk, locale))
        .toList();
  }

  /** One row in words, where it is in reach and still stands. */
  Optional<RowView> one(String item, Desk desk, Locale locale) {
    return items
        .patient(reach(desk), item)
        .flatMap(patient -> items.find(item))
        .flatMap(row -> of(List.of(row), desk, locale).stream().findFirst());
  }

  private RowView view(
      WorkItem row, FindingInShort finding, Map<PatientId, Long> others, Desk desk, Locale locale) {
    var words = new Words(catalogue, locale);
    var owner = row.owner().orElse(null);
    long listed = others.getOrDefault(row.patient(), 0L);
    return new RowView(
        row.key(),
        row.version(),
        row.kind().name(),
        "Patient/" + row.patient().value(),
        row.level().name(),
        words.say("level", row.level()),
        row.matter().name(),
        catalogue.text(FILE, "matter." + Catalogue.key(row.matter()), locale),
        name(row, finding, words, locale),
        sentence(row, finding, words, locale),
        finding.since(),
        finding.opened(),
        Math.max(0, Duration.between(row.entered(), clock.instant()).toDays()),
        row.seen().isPresent(),
        finding.hold().filter(why -> why == Hold.SHADOW).isPresent(),
        row.goalOpen() && decides(desk) ? "open" : null,
        owner,
        desk.user().equals(owner),
        row.step().name(),
        catalogue.text(FILE, "step." + Catalogue.key(row.step()), locale),
        row.due().orElse(null),
        row.rest().map(Rows::rest).orElse(null),
        row.place().isPresent() ? listed - 1 : listed);
  }

  /** Who only gets in touch decides on no goal, and none is told to wait for them. */
  static boolean decides(Desk desk) {
    return desk.role() != Role.OUTREACH;
  }

  private String name(WorkItem row, FindingInShort finding, Words words, Locale locale) {
    return switch (row.kind()) {
      case SIGNAL -> words.of(finding.detector(), "name", finding.numbers());
      case REQUEST -> words.say("request.name");
      case QUESTION -> catalogue.text(FILE, "question.name", locale);
    };
  }

  private String sentence(WorkItem row, FindingInShort finding, Words words, Locale locale) {
    return switch (row.kind()) {
      case SIGNAL -> words.of(finding.detector(), finding.wording(), finding.numbers());
      case REQUEST -> words.of(finding.detector(), "task", finding.numbers());
      case QUESTION -> catalogue.text(FILE, "question." + finding.detector(), locale);
    };
  }

  private static RestView rest(Rest rest) {
    return new RestView(rest.until(), Catalogue.key(rest.because()), rest.reference());
  }
}
