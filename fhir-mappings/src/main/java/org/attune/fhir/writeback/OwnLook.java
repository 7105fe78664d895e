package org.attune.fhir.writeback;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.attune.ehr.EhrUnavailable;
import org.attune.fhir.Codes;
import org.attune.fhir.References;
import org.attune.fhir.client.EhrClient;
import org.attune.fhir.client.FhirR4;
import org.attune.fhir.client.Page;
import org.attune.fhir.client.PageTrail;
import org.attune.therapy.PatientId;
import org.attune.therapy.Source;
import org.attune.writeback.OwnRecords.Found;
import org.attune.writeback.Proposal;
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
  private final Map<String, List<Source>> records = new HashMap<>();
  private final Map<PatientId, Source> plans = new HashMap<>();

  OwnLook(EhrClient ehr, FhirR4 fhir) {
    this.ehr = ehr;
    this.fhir = fhir;
  }

  Found find(List<Proposal> proposals) throws EhrUnavailable {
    var byType =
        proposals.stream()
            .filter(one -> !(one instanceof PlanEntry))
            .collect(Collectors.groupingBy(OwnLook::type, LinkedHashMap::new, Collectors.toList()));
    for (var type : byType.entrySet()) {
      for (var some : inParts(type.getValue())) {
        named(type.getKey(), some);
      }
    }
    for (var some : inParts(only(PlanEntry.class, proposals))) {
      entries(some);
    }
    for (var some : inParts(clients(proposals))) {
      ownPlans(some);
    }
    return new Found(records, plans);
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
    var query = type + "?identifier=" + tokens(Codes.FINDING, names);
    for (var found :
        search(query, type, some.stream().flatMap(OwnLook::client).distinct().toList())) {
      Queries.names(found, Codes.FINDING).stream()
          .filter(names::contains)
          .forEach(
              name ->
                  records
                      .computeIfAbsent(name, none -> new ArrayList<>())
                      .add(References.source(found)));
    }
  }

  private void entries(List<PlanEntry> some) throws EhrUnavailable {
    var look = new PlanLook(ehr, fhir);
    var ids = some.stream().map(one -> one.plan().id()).distinct().collect(Collectors.joining(","));
    for (var found : search("CarePlan?_id=" + ids, "CarePlan", clientsOf(some))) {
      var there = References.source(found);
      some.stream()
          .filter(entry -> entry.plan().sameResource(there))
          .filter(entry -> found instanceof CarePlan plan && look.names(plan, entry.goal()))
          .forEach(entry -> records.put(entry.name(), List.of(there)));
    }
  }

  private void ownPlans(List<PatientId> clients) throws EhrUnavailable {
    var names = clients.stream().map(PatientId::value).toList();
    var query = "CarePlan?identifier=" + tokens(Codes.OWN_CARE_PLAN, names);
    for (var found : search(query, "CarePlan", clients)) {
      Queries.names(found, Codes.OWN_CARE_PLAN).stream()
          .filter(names::contains)
          .forEach(name -> plans.putIfAbsent(new PatientId(name), References.source(found)));
    }
  }

  private static String tokens(String system, List<String> names) {
    return names.stream().map(name -> Queries.token(system, name)).collect(Collectors.joining(","));
  }

  /** Everything that is found; nothing where the EHR does not understand the question. */
  private List<DomainResource> search(String query, String type, List<PatientId> about)
      throws EhrUnavailable {
    var found = new ArrayList<DomainResource>();
    var trail = new PageTrail(type);
    var link = query + "&_count=" + ehr.pageSize();
    while (link != null) {
      trail.follow(link);
      var answer = about.isEmpty() ? ehr.get(link) : ehr.get(link, about);
      if (answer.notUnderstood() || answer.gone()) {
        return found;
      }
      var page = ehr.page(answer);
      for (Page.Entry entry : page.entries()) {
        fhir.parse(entry.resource())
            .filter(one -> one.fhirType().equals(type))
            .map(DomainResource.class::cast)
            .ifPresent(found::add);
      }
      link = page.entries().isEmpty() ? null : page.next();
    }
    return found;
  }

  private static Stream<PatientId> client(Proposal proposal) {
    if (proposal instanceof OfFinding of) {
      return Stream.of(of.patient());
    }
    return proposal instanceof ForPerson task ? Stream.ofNullable(task.client()) : Stream.empty();
  }

  private static List<PatientId> clientsOf(List<? extends OfFinding> some) {
    return some.stream().map(OfFinding::patient).distinct().toList();
  }

  private static List<PatientId> clients(List<Proposal> proposals) {
    return only(GoalProposal.class, proposals).stream()
        .map(GoalProposal::patient)
        .distinct()
        .toList();
  }

  private static <T> List<T> only(Class<T> type, List<Proposal> proposals) {
    return proposals.stream().filter(type::isInstance).map(type::cast).toList();
  }

  private static <T> List<List<T>> inParts(List<T> all) {
    return Stream.iterate(0, from -> from < all.size(), from -> from + AT_ONCE)
        .map(from -> all.subList(from, Math.min(all.size(), from + AT_ONCE)))
        .toList();
  }
}
