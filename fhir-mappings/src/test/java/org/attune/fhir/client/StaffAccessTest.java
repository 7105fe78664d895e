package org.attune.fhir.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.attune.agenda.Units;
import org.attune.fhir.SiteSettings;
import org.junit.jupiter.api.Test;

class StaffAccessTest {

  private final SiteSettings settings = new SiteSettings();

  private List<String> optional() {
    return scopes(true);
  }

  private List<String> scopes(boolean optional) {
    var access = new StaffAccess(new Units(settings), settings).access();
    return access.stream().filter(one -> one.optional() == optional).map(Access::scope2).toList();
  }

  @Test
  void who_somebody_is_must_be_known_and_who_else_works_there_need_not() {
    assertThat(scopes(false)).containsExactly("system/Practitioner.rs", "system/Person.rs");
    assertThat(optional())
        .as("people come with units from their sign-in, whatever else the site says")
        .containsExactly("system/PractitionerRole.rs", "system/Organization.rs");
  }

  @Test
  void where_nobody_has_a_unit_nothing_is_asked_of_any() {
    settings.with("sign-in.unit-claim", "none");
    assertThat(optional()).isEmpty();
    assertThat(scopes(false)).hasSize(2);
  }

  @Test
  void what_units_are_is_asked_for_as_the_site_names_them() {
    settings.with("worklist.units", "Practitioner/7=Location/3,Practitioner/8=Location/4");
    settings.with("sign-in.units", "west=HealthcareService/1,all=*");
    assertThat(optional())
        .containsExactlyElementsOf(
            Stream.of("PractitionerRole", "HealthcareService", "Location")
                .map("system/%s.rs"::formatted)
                .toList());
    settings.with("sign-in.unit-claim", "none").without("sign-in.units");
    assertThat(optional())
        .as("rows lie at units all the same")
        .containsExactly("system/PractitionerRole.rs", "system/Location.rs");
  }
}
