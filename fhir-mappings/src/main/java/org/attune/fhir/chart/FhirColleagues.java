package org.attune.fhir.chart;

import jakarta.ejb.Local;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.attune.access.Colleagues;
import org.attune.agenda.Units;
import org.attune.ehr.EhrUnavailable;
import org.attune.fhir.References;
import org.attune.fhir.Times;
import org.attune.fhir.client.EhrClient;
import org.attune.fhir.client.FewPages;
import org.attune.fhir.client.FhirR4;
import org.attune.fhir.client.StaffAccess;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.Practitioner;
import org.hl7.fhir.r4.model.PractitionerRole;
import org.hl7.fhir.r4.model.Resource;

/** Reads the names of staff and of units from the EHR, and nothing else where it lets us. */
@Stateless
@Local(Colleagues.class)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class FhirColleagues implements Colleagues {

  private static final int FORBIDDEN = 403;

  /** How many are asked for by their ids at once: longer addresses are refused by some. */
  private static final int PORTION = 50;

  private static final String ID = "([A-Za-z0-9.-]{1,64})";
  private static final Pattern PRACTITIONER = Pattern.compile("Practitioner/" + ID);

  /** By what those are searched for who work at a unit of each type. */
  private static final Map<String, String> SEARCHED_BY =
      Map.of(
          "Organization", "organization",
          "HealthcareService", "service",
          "Location", "location");

  private final EhrClient ehr;
  private final FhirR4 fhir;
  private final Clock clock;
  private final ZoneId zone;
  private final StaffAccess access;
  private final References references;

  @Inject
  public FhirColleagues(EhrClient ehr, FhirR4 fhir, Clock clock, ZoneId zone, StaffAccess access) {
    this.ehr = ehr;
    this.access = access;
    this.clock = clock;
    this.zone = zone;
    this.fhir = fhir;
    this.references = new References(ehr.bases());
  }

  @Override
  public Map<String, String> names(String user, Collection<String> practitioners)
      throws EhrUnavailable {
    return named("Practitioner", ids(PRACTITIONER, practitioners), user).names();
  }

  @Override
  public Map<String, String> units(String user, Collection<String> units) throws EhrUnavailable {
    var names = new HashMap<String, String>();
    for (var type : SEARCHED_BY.keySet()) {
      var wanted = ids(Pattern.compile(type + "/" + ID), units);
      names.putAll(named(type, wanted, user).names());
    }
    return names;
  }

  @Override
  public Optional<Found> at(String user, String unit, int most) throws EhrUnavailable {
    var by = by(unit).orElse(null);
    if (by == null) {
      return Optional.of(new Found(Map.of(), false));
    }
    var search = "PractitionerRole?" + by + "=" + URLEncoder.encode(unit, StandardCharsets.UTF_8);
    var asked = search + "&_include=PractitionerRole:practitioner" + count(most);
    var answer = ehr.get(asked, user);
    if (answer.notUnderstood()) {
      answer = ehr.get(search + count(most), user);
    }
    if (answer.status() == FORBIDDEN || answer.gone() || answer.notUnderstood()) {
      access.tellThatRolesAreClosed();
      return Optional.empty();
    }
    var pages = FewPages.of("PractitionerRole", answer, ehr, next -> ehr.get(next, user));
    return Optional.of(found(user, resources(pages), pages.goesOn(), most));
  }

  private Found found(String user, List<Resource> all, boolean goesOn, int most)
      throws EhrUnavailable {
    var people = people(all);
    var told = of(all, Practitioner.class).map(FhirColleagues::reference).toList();
    var names = new HashMap<String, String>();
    of(all, Practitioner.class).filter(FhirColleagues::works).forEach(one -> put(names, one));
    var others = people.stream().filter(each -> !told.contains(each)).sorted().toList();
    var first = ids(PRACTITIONER, others.subList(0, Math.min(most, others.size())));
    var named = named("Practitioner", first, user);
    names.putAll(named.names());
    names.keySet().retainAll(people);
    return inOrder(names, most, goesOn || named.more() || others.size() > most);
  }

  private static Optional<String> by(String unit) {
    return Units.isUnit(unit)
        ? Optional.ofNullable(SEARCHED_BY.get(unit.substring(0, unit.indexOf('/'))))
        : Optional.empty();
  }

  private static String count(int most) {
    return "&_count=" + most;
  }

  private static Found inOrder(Map<String, String> names, int most, boolean goesOn) {
    var ordered = new LinkedHashMap<String, String>();
    names.entrySet().stream()
        .sorted(
            Map.Entry.<String, String>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
        .limit(most)
        .forEach(each -> ordered.put(each.getKey(), each.getValue()));
    return new Found(ordered, goesOn || names.size() > most);
  }

  /**
   * Whose role there holds now; an EHR that says nothing of it says nothing against it. Of whom no
   * row can tell, nobody is told.
   */
  private Set<String> people(List<Resource> all) {
    return of(all, PractitionerRole.class)
        .filter(role -> !role.hasActive() || role.getActive())
        .filter(role -> holds(role.getPeriod()))
        .flatMap(role -> references.to("Practitioner", role.getPractitioner()).stream())
        .map(source -> "Practitioner/" + source.id())
        .filter(who -> PRACTITIONER.matcher(who).matches())
        .collect(Collectors.toSet());
  }

  /** What begins or ends on a day, in a month or in a year holds in all of it. */
  private boolean holds(Period period) {
    var now = clock.instant();
    var start = Times.firstMoment(period.getStartElement(), zone);
    var end = Times.lastMoment(period.getEndElement(), zone);
    return (start == null || !start.isAfter(now)) && (end == null || !end.isBefore(now));
  }

  private static boolean works(Practitioner practitioner) {
    return !practitioner.hasActive() || practitioner.getActive();
  }

  private static String reference(Resource resource) {
    return resource.fhirType() + "/" + resource.getIdElement().getIdPart();
  }

  private static void put(Map<String, String> names, Practitioner one) {
    NameInUse.of(one.getName()).ifPresent(name -> names.put(reference(one), name));
  }

  /** The names of those that have one, asked for in portions that an address can hold. */
  private Found named(String type, List<String> wanted, String user) throws EhrUnavailable {
    var names = new HashMap<String, String>();
    boolean more = false;
    for (int from = 0; from < wanted.size(); from += PORTION) {
      var portion = wanted.subList(from, Math.min(from + PORTION, wanted.size()));
      var pages = asked(type, portion, user);
      resources(pages).stream()
          .filter(it -> it.fhirType().equals(type))
          .filter(it -> portion.contains(it.getIdElement().getIdPart()))
          .forEach(it -> name(it).ifPresent(name -> names.put(reference(it), name)));
      more |= pages.goesOn();
    }
    return new Found(names, more);
  }

  private FewPages asked(String type, List<String> wanted, String user) throws EhrUnavailable {
    var search =
        type
            + "?_id="
            + URLEncoder.encode(String.join(",", wanted), StandardCharsets.UTF_8)
            + count(wanted.size());
    var answer = ehr.get(search + "&_elements=name", user);
    if (answer.notUnderstood()) {
      answer = ehr.get(search, user);
    }
    return answer.status() == FORBIDDEN
        ? new FewPages(List.of(), true)
        : FewPages.of(type, answer, ehr, next -> ehr.get(next, user));
  }

  /** What can be read of some pages, whether it was looked for or comes along. */
  private List<Resource> resources(FewPages pages) {
    return pages.entries().stream()
        .flatMap(entry -> fhir.parse(entry.resource()).stream())
        .toList();
  }

  private static <R extends Resource> Stream<R> of(List<Resource> all, Class<R> type) {
    return all.stream().filter(type::isInstance).map(type::cast);
  }

  private static Optional<String> name(Resource named) {
    if (named instanceof Practitioner practitioner) {
      return NameInUse.of(practitioner.getName());
    }
    var name = named.getNamedProperty("name");
    return name == null
        ? Optional.empty()
        : name.getValues().stream()
            .map(Base::primitiveValue)
            .filter(it -> it != null && !it.isBlank())
            .findFirst();
  }

  private static List<String> ids(Pattern pattern, Collection<String> references) {
    return references.stream()
        .map(pattern::matcher)
        .filter(Matcher::matches)
        .map(found -> found.group(1))
        .distinct()
        .toList();
  }
}
