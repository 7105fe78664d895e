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
import org.attune.access.Colleagues;
import org.attune.agenda.Units;
import org.attune.ehr.EhrUnavailable;
import org.attune.fhir.References;
import org.attune.fhir.Searchset;
import org.attune.fhir.Times;
import org.attune.fhir.client.Answer;
import org.attune.fhir.client.EhrClient;
import org.attune.fhir.client.FhirR4;
import org.attune.fhir.client.StaffAccess;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.Bundle;
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
    var wanted = ids(PRACTITIONER, practitioners);
    return wanted.isEmpty()
        ? Map.of()
        : names("Practitioner", wanted, asked("Practitioner", wanted, user));
  }

  @Override
  public Map<String, String> units(String user, Collection<String> units) throws EhrUnavailable {
    var names = new HashMap<String, String>();
    for (var type : SEARCHED_BY.keySet()) {
      var wanted = ids(Pattern.compile(type + "/" + ID), units);
      if (!wanted.isEmpty()) {
        names.putAll(names(type, wanted, asked(type, wanted, user)));
      }
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
    return Optional.of(found(user, page(answer), most));
  }

  private Found found(String user, Bundle page, int most) throws EhrUnavailable {
    var people = people(page);
    var told = Searchset.of(page, Practitioner.class).map(FhirColleagues::reference).toList();
    var names = new HashMap<String, String>();
    Searchset.of(page, Practitioner.class)
        .filter(FhirColleagues::works)
        .forEach(one -> put(names, one));
    names.putAll(
        names(user, people.stream().filter(each -> !told.contains(each)).limit(most).toList()));
    names.keySet().retainAll(people);
    return inOrder(names, most, page.getLink(Bundle.LINK_NEXT) != null);
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
  private Set<String> people(Bundle page) {
    return Searchset.of(page, PractitionerRole.class)
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

  private Bundle asked(String type, List<String> wanted, String user) throws EhrUnavailable {
    var search =
        type
            + "?_id="
            + URLEncoder.encode(String.join(",", wanted), StandardCharsets.UTF_8)
            + count(wanted.size());
    var answer = ehr.get(search + "&_elements=name", user);
    if (answer.notUnderstood()) {
      answer = ehr.get(search, user);
    }
    return page(answer);
  }

  private Bundle page(Answer answer) throws EhrUnavailable {
    var page =
        answer.ok()
            ? fhir.parse(answer.body()).filter(Bundle.class::isInstance).map(Bundle.class::cast)
            : Optional.<Bundle>empty();
    if (page.isEmpty()) {
      throw ehr.unavailable(answer);
    }
    return page.get();
  }

  private static Map<String, String> names(String type, List<String> wanted, Bundle page) {
    var names = new HashMap<String, String>();
    Searchset.of(page, Resource.class)
        .filter(it -> it.fhirType().equals(type))
        .filter(it -> wanted.contains(it.getIdElement().getIdPart()))
        .forEach(it -> name(it).ifPresent(name -> names.put(reference(it), name)));
    return names;
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
