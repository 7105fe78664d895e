package org.attune.fhir.writeback;

import jakarta.ejb.Local;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.attune.ehr.EhrUnavailable;
import org.attune.fhir.Codes;
import org.attune.fhir.capabilities.Capabilities;
import org.attune.fhir.chart.FhirChart;
import org.attune.fhir.client.EhrClient;
import org.attune.fhir.client.FhirR4;
import org.attune.fhir.client.Page;
import org.attune.fhir.client.PageTrail;
import org.attune.settings.Settings;
import org.attune.writeback.Edit;
import org.attune.writeback.OwnRecords;
import org.attune.writeback.Proposal;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.Flag;
import org.hl7.fhir.r4.model.Goal;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.Task;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks for the Flags and Goals that bear an identifier of ours and were changed lately, and for
 * Tasks where there may be any that people could complete, or that stand for Flags: one search for
 * each type. An EHR that does not understand it tells of an edit when its record is written to.
 */
@Stateless
@Local(OwnRecords.class)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class FhirOwnRecords implements OwnRecords {

  private static final Logger LOG = LoggerFactory.getLogger(FhirOwnRecords.class);

  private static final int FORBIDDEN = 403;

  private final EhrClient ehr;
  private final FhirR4 fhir;
  private final Settings settings;
  private final Capabilities capabilities;

  @Inject
  public FhirOwnRecords(EhrClient ehr, FhirR4 fhir, Settings settings, Capabilities capabilities) {
    this.ehr = ehr;
    this.fhir = fhir;
    this.settings = settings;
    this.capabilities = capabilities;
  }

  @Override
  public Seen edits(Instant since, boolean asked) throws EhrUnavailable {
    var flags = changed(Flag.class, since);
    var goals = changed(Goal.class, since);
    // Without anybody named for them there are no Tasks that stand for Flags.
    boolean standIns = !settings.get(Capabilities.FLAG_RECIPIENT).isEmpty();
    var tasks = asked || standIns ? changed(Task.class, since) : List.<Task>of();
    var edits = new ArrayList<Edit>();
    flags.forEach(flag -> readable(() -> Edits.of(flag)).ifPresent(edits::add));
    goals.forEach(goal -> readable(() -> Edits.of(goal)).ifPresent(edits::add));
    tasks.forEach(task -> readable(() -> Edits.of(task)).ifPresent(edits::add));
    var reached =
        later(latest(tasks), later(latest(flags), latest(goals)))
            .minusSeconds(settings.get(FhirChart.OVERLAP));
    return new Seen(edits, later(since, reached));
  }

  /** What cannot be read of one record holds up no other, and no round. */
  static Optional<Edit> readable(Supplier<Optional<Edit>> record) {
    try {
      return record.get();
    } catch (RuntimeException fault) {
      // Its message may hold anything.
      LOG.warn(
          "What somebody made of a record of Attune's cannot be read, and is passed over: {}",
          fault.getClass().getSimpleName());
      return Optional.empty();
    }
  }

  @Override
  public Found find(List<Proposal> proposals) throws EhrUnavailable {
    return new OwnLook(ehr, fhir, capabilities).find(proposals);
  }

  private <T extends DomainResource> List<T> changed(Class<T> type, Instant since)
      throws EhrUnavailable {
    var ours =
        type.getSimpleName()
            + "?identifier="
            + Queries.token(Codes.FINDING, "")
            + "&_count="
            + ehr.pageSize();
    var asked = since.isAfter(Instant.EPOCH) ? ours + "&_lastUpdated=ge" + since : ours;
    var answer = ehr.get(asked);
    // Nobody is judged by what people did with Tasks, so that no refusal of these may stop a round.
    boolean refused = type == Task.class && answer.status() == FORBIDDEN;
    if (answer.notUnderstood() || answer.gone() || refused) {
      return List.of();
    }
    var changed = new ArrayList<T>();
    var trail = new PageTrail(type.getSimpleName());
    var page = ehr.page(answer);
    boolean ofOthers = take(type, page, since, changed);
    for (var next = page.next(); next != null && !ofOthers; next = page.next()) {
      trail.follow(next);
      page = ehr.page(ehr.get(next));
      ofOthers = take(type, page, since, changed);
    }
    return changed;
  }

  /**
   * Takes what is ours, and tells whether there was nothing else but others': an EHR that gives out
   * all that it has, whatever is asked for, is not read to its end.
   */
  private <T extends DomainResource> boolean take(
      Class<T> type, Page page, Instant since, List<T> changed) {
    var all =
        page.entries().stream()
            .flatMap(entry -> fhir.parse(entry.resource()).stream())
            .filter(type::isInstance)
            .map(type::cast)
            .toList();
    var ours = all.stream().filter(one -> !Queries.names(one, Codes.FINDING).isEmpty()).toList();
    ours.stream().filter(one -> !updated(one).isBefore(since)).forEach(changed::add);
    return ours.isEmpty() && !all.isEmpty();
  }

  private static Instant latest(List<? extends Resource> resources) {
    return resources.stream()
        .map(FhirOwnRecords::updated)
        .filter(moment -> !moment.equals(Instant.MAX))
        .max(Instant::compareTo)
        .orElse(Instant.EPOCH);
  }

  /** A record that does not say when it was changed may have been changed just now. */
  private static Instant updated(Resource resource) {
    return resource.getMeta().getLastUpdated() != null
        ? resource.getMeta().getLastUpdated().toInstant()
        : Instant.MAX;
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
