package org.attune.fhir.writeback;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.attune.ehr.EhrUnavailable;
import org.attune.fhir.Codes;
import org.attune.fhir.References;
import org.attune.fhir.capabilities.Capabilities;
import org.attune.fhir.client.EhrClient;
import org.attune.fhir.client.FhirR4;
import org.attune.fhir.client.Page;
import org.attune.fhir.client.PageTrail;
import org.attune.therapy.PatientId;
import org.attune.therapy.Source;
import org.attune.writeback.OwnRecords.Found;
import org.attune.writeback.Proposal;
import org.attune.writeback.Proposal.ActivityProposal;
import org.attune.writeback.Proposal.FlagProposal;
import org.attune.writeback.Proposal.ForPerson;
import org.attune.writeback.Proposal.GoalProposal;
import org.attune.writeback.Proposal.HandoverProposal;
import org.attune.writeback.Proposal.OfFinding;
import org.attune.writeback.Proposal.PlanEntry;
import org.hl7.fhir.r4.model.CarePlan;
import org.hl7.fhir.r4.model.DomainResource;

/** Looks for many records of ours with few requests: some of one type at a time. */
final class OwnLook {

  /** So many names fit into an address that every server takes. */
  private static final int AT_ONCE = 20;

  private final EhrClient ehr;
  private final FhirR4 fhir;
  private final Capabilities capabilities;
  private final Map<String, List<Source>> records = new HashMap<>();
  private final Map<PatientId, Source> plans = new HashMap<>();

  private final Set<String> hidden = new HashSet<>();
  private final Set<PatientId> plansHidden = new HashSet<>();

  OwnLook(EhrClient ehr, FhirR4 fhir, Capabilities capabilities) {
    this.ehr = ehr;
    this.fhir = fhir;
    this.capabilities = capabilities;
  }

  Found find(List<Proposal> proposals) throws EhrUnavailable {
    var byType =
        proposals.stream()
            .filter(one -> !(one instanceof PlanEntry || one instanceof ActivityProposal))
            .collect(Collectors.groupingBy(OwnLook::type, LinkedHashMap::new, Collectors.toList()));
    for (var type : byType.entrySet()) {
      for (var some : inParts(type.getValue())) {
        named(type.getKey(), some);
      }
    }
    for (var some : inParts(only(PlanEntry.class, proposals))) {
      entries(some);
    }
    for (var some : inParts(clients(GoalProposal.class, proposals))) {
      ownPlans(some);
    }
    for (var some : inParts(only(ActivityProposal.class, proposals))) {
      activities(some);
    }
    return new Found(records, plans, hidden, plansHidden);
  }

  private static String type(Proposal proposal) {
    if (proposal instanceof FlagProposal) {
      return "Flag";
    }
    if (proposal instanceof GoalProposal) {
      return "Goal";
    }
    return proposal instanceof HandoverProposal handover && handover.asMessage()
        ? "Communication"
        : "Task";
  }

  private void named(String type, List<Proposal> some) throws EhrUnavailable {
    var names = some.stream().map(Proposal::name).toList();
    var question = new Question(type, "identifier");
    for (Proposal one : some) {
      question.add(Queries.token(Codes.FINDING, one.name()), client(one));
    }
    var found = search(question);
    found.ifPresentOrElse(all -> all.forEach(one -> keep(one, names)), () -> hidden.addAll(names));
  }

  private void keep(DomainResource found, List<String> names) {
    Queries.names(found, Codes.FINDING).stream()
        .filter(names::contains)
        .forEach(
            name ->
                records
                    .computeIfAbsent(name, none -> new ArrayList<>())
                    .add(References.source(found)));
  }

  private void entries(List<PlanEntry> some) throws EhrUnavailable {
    var question = new Question("CarePlan", "_id");
    for (PlanEntry one : some) {
      var id = URLEncoder.encode(one.plan().id(), StandardCharsets.UTF_8);
      question.add(id, Optional.of(one.patient()));
    }
    var found = search(question);
    found.ifPresentOrElse(
        all -> all.forEach(one -> keepEntries(one, some)),
        () -> some.forEach(one -> hidden.add(one.name())));
  }

  private void keepEntries(DomainResource found, List<PlanEntry> some) {
    var look = new PlanLook(ehr, fhir);
    var there = References.source(found);
    some.stream()
        .filter(entry -> entry.plan().sameResource(there))
        .filter(entry -> found instanceof CarePlan plan && look.names(plan, entry.goal()))
        .forEach(entry -> records.put(entry.name(), List.of(there)));
  }

  private void ownPlans(List<PatientId> clients) throws EhrUnavailable {
    var names = clients.stream().map(PatientId::value).toList();
    var found = plansOf(clients);
    if (found.isEmpty()) {
      plansHidden.addAll(clients);
      return;
    }
    for (DomainResource plan : found.get()) {
      Queries.names(plan, Codes.OWN_CARE_PLAN).stream()
          .filter(names::contains)
          .forEach(name -> plans.putIfAbsent(new PatientId(name), References.source(plan)));
    }
  }

  /** Empty where we may not ask, or there can be none. */
  private Optional<List<DomainResource>> plansOf(List<PatientId> clients) throws EhrUnavailable {
    var question = new Question("CarePlan", "identifier");
    for (PatientId client : clients) {
      question.add(Queries.token(Codes.OWN_CARE_PLAN, client.value()), Optional.of(client));
    }
    return capabilities.keeps("CarePlan") ? search(question) : Optional.empty();
  }

  private void activities(List<ActivityProposal> some) throws EhrUnavailable {
    var found = plansOf(clients(ActivityProposal.class, some));
    found.ifPresentOrElse(
        all -> all.forEach(one -> keepActivities(one, some)),
        () -> some.forEach(one -> hidden.add(one.name())));
  }

  /** What a person changed is not as it was left. */
  private void keepActivities(DomainResource found, List<ActivityProposal> some) {
    var names = Queries.names(found, Codes.OWN_CARE_PLAN);
    some.stream()
        .filter(one -> names.contains(one.patient().value()))
        .filter(one -> found instanceof CarePlan plan && new OwnActivity(one).waitsIn(plan))
        .forEach(one -> records.put(one.name(), List.of(References.source(found))));
  }

  /** One question about many, and what of it is about whom. */
  private static final class Question {
    private final String type;
    private final String parameter;
    private final Set<String> all = new LinkedHashSet<>();
    private final Map<PatientId, Set<String>> whose = new LinkedHashMap<>();

    Question(String type, String parameter) {
      this.type = type;
      this.parameter = parameter;
    }

    void add(String value, Optional<PatientId> client) {
      all.add(value);
      client.ifPresent(one -> whose.computeIfAbsent(one, none -> new LinkedHashSet<>()).add(value));
    }

    String link(int count) {
      return link(all, count);
    }

    Map<PatientId, String> parts(int count) {
      var parts = new LinkedHashMap<PatientId, String>();
      whose.forEach((client, values) -> parts.put(client, link(values, count)));
      return parts;
    }

    private String link(Set<String> values, int count) {
      return type + "?" + parameter + "=" + String.join(",", values) + "&_count=" + count;
    }
  }

  /**
   * Everything that is found; nothing where the EHR does not understand the question, and empty
   * where it does not let us ask.
   */
  private Optional<List<DomainResource>> search(Question question) throws EhrUnavailable {
    var found = new ArrayList<DomainResource>();
    var trail = new PageTrail(question.type);
    var parts = question.parts(ehr.pageSize());
    var link = question.link(ehr.pageSize());
    while (link != null) {
      trail.follow(link);
      var answer = parts.isEmpty() ? ehr.get(link) : ehr.get(link, parts);
      if (answer.status() == PlanLook.FORBIDDEN) {
        return Optional.empty();
      }
      if (answer.notUnderstood() || answer.gone()) {
        return Optional.of(found);
      }
      var page = ehr.page(answer);
      for (Page.Entry entry : page.entries()) {
        fhir.parse(entry.resource())
            .filter(one -> one.fhirType().equals(question.type))
            .map(DomainResource.class::cast)
            .ifPresent(found::add);
      }
      link = page.entries().isEmpty() ? null : page.next();
    }
    return Optional.of(found);
  }

  private static Optional<PatientId> client(Proposal proposal) {
    if (proposal instanceof OfFinding of) {
      return Optional.of(of.patient());
    }
    return proposal instanceof ForPerson task
        ? Optional.ofNullable(task.client())
        : Optional.empty();
  }

  private static <T extends OfFinding> List<PatientId> clients(
      Class<T> type, List<? extends Proposal> proposals) {
    return only(type, proposals).stream().map(OfFinding::patient).distinct().toList();
  }

  private static <T> List<T> only(Class<T> type, List<? extends Proposal> proposals) {
    return proposals.stream().filter(type::isInstance).map(type::cast).toList();
  }

  private static <T> List<List<T>> inParts(List<T> all) {
    return Stream.iterate(0, from -> from < all.size(), from -> from + AT_ONCE)
        .map(from -> all.subList(from, Math.min(all.size(), from + AT_ONCE)))
        .toList();
  }
}
