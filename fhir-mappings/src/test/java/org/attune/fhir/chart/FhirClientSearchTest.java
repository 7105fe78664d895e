package org.attune.fhir.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.attune.access.ClientSearch.Found;
import org.attune.access.RecordAccess;
import org.attune.access.RecordAccess.Kind;
import org.attune.access.Sought;
import org.attune.ehr.EhrUnavailable;
import org.attune.fhir.SiteSettings;
import org.attune.fhir.StubEhr;
import org.attune.fhir.client.EhrClient;
import org.attune.fhir.client.FhirR4;
import org.attune.therapy.PatientId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FhirClientSearchTest {

  private static final FhirR4 FHIR = new FhirR4();
  private static final String ASKED = "_count=51&_elements=id";

  private final StubEhr hospital = new StubEhr();
  private final List<RecordAccess> accounts = new ArrayList<>();
  private final EhrClient ehr =
      new EhrClient(
          SiteSettings.hospital()
              .with("ehr.base-url", hospital.base())
              .with("ehr.timeout-seconds", "2"),
          FHIR);
  private final FhirClientSearch search = new FhirClientSearch(ehr, FHIR);

  @BeforeEach
  void two_patients() {
    ehr.accountTo(accounts::add);
    hospital.put("{\"resourceType\":\"Patient\",\"id\":\"p1\"}");
    hospital.put("{\"resourceType\":\"Patient\",\"id\":\"p2\"}");
  }

  @AfterEach
  void closeTheHospital() {
    hospital.close();
  }

  private Found find(String text, int most) throws EhrUnavailable {
    return search.find("Practitioner/7", Sought.of(text).orElseThrow(), most);
  }

  @Test
  void a_name_stands_in_the_body_and_in_no_address() throws EhrUnavailable {
    var found = find("Smit, Ada", 50);
    assertThat(found.patients())
        .containsExactlyInAnyOrder(new PatientId("p1"), new PatientId("p2"));
    assertThat(found.more()).isFalse();
    assertThat(hospital.asked).containsExactly("POST Patient/_search");
    assertThat(parameters(0))
        .containsExactlyInAnyOrder("name=Smit", "name=Ada", "_count=51", "_elements=id");
  }

  private List<String> parameters(int request) {
    return List.of(hospital.bodies.get(request).split("&"));
  }

  @Test
  void days_and_numbers_are_looked_for_as_what_they_are() throws EhrUnavailable {
    find("7.3.1988", 50);
    find("47|11,93", 50);
    assertThat(parameters(0)).contains("birthdate=1988-03-07");
    assertThat(parameters(1)).contains("identifier=47\\|11\\,93");
  }

  @Test
  void the_account_says_who_looked_for_what_and_names_no_client() throws EhrUnavailable {
    find("Smit", 50);
    assertThat(accounts)
        .containsExactly(
            new RecordAccess(
                Kind.QUERY,
                null,
                "Patient",
                "Patient?name=Smit&" + ASKED,
                RecordAccess.Outcome.DONE,
                "Practitioner/7",
                null));
  }

  @ParameterizedTest
  @ValueSource(ints = {404, 405, 501})
  void an_EHR_that_knows_no_such_search_is_asked_by_address(int status) throws EhrUnavailable {
    hospital.refused.put("POST Patient/_search", status);
    assertThat(find("Smit", 50).patients()).hasSize(2);
    assertThat(hospital.asked)
        .containsExactly("POST Patient/_search", "GET Patient?name=Smit&" + ASKED);
    assertThat(accounts).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403, 429, 500, 503})
  void an_EHR_that_refuses_or_fails_is_sent_no_name_by_address(int status) {
    hospital.refused.put("POST Patient/_search", status);
    assertThatThrownBy(() -> find("Smit", 50))
        .isInstanceOf(EhrUnavailable.class)
        .hasMessageNotContaining("Smit");
    assertThat(hospital.asked).containsExactly("POST Patient/_search");
  }

  @Test
  void an_EHR_that_gives_no_parts_of_a_record_is_asked_for_all_of_it() throws EhrUnavailable {
    hospital.once(line -> line.startsWith("POST"), 400);
    assertThat(find("Smit", 50).patients()).hasSize(2);
    assertThat(parameters(0)).doesNotContain("_elements=id");
  }

  @Test
  void more_than_were_asked_for_are_too_many_however_the_EHR_says_so() throws EhrUnavailable {
    assertThat(find("Smit", 2).more()).isFalse();
    assertThat(find("Smit", 1).more()).isTrue();
    answers("\"total\":60,\"entry\":[{\"resource\":{\"resourceType\":\"Patient\",\"id\":\"p1\"}}]");
    assertThat(find("Smit", 50).more()).isTrue();
    answers("\"link\":[{\"relation\":\"next\",\"url\":\"%s?x\"}]".formatted(hospital.base()));
    assertThat(find("Smit", 50).more()).isTrue();
    answers("\"total\":0");
    assertThat(find("Smit", 50)).isEqualTo(new Found(Set.of(), false));
  }

  @Test
  void what_came_along_and_is_no_match_is_nobody_who_was_looked_for() throws EhrUnavailable {
    answers(
        """
        "entry":[
         {"resource":{"resourceType":"Patient","id":"p1"},"search":{"mode":"include"}},
         {"resource":{"resourceType":"OperationOutcome"},"search":{"mode":"outcome"}}]""");
    assertThat(find("Smit", 50).patients()).isEmpty();
  }

  private void answers(String rest) {
    var bundle = "{\"resourceType\":\"Bundle\",\"type\":\"searchset\"," + rest + "}";
    hospital.once(new StubEhr.Fault(line -> true, 200, bundle, Map.of()));
  }
}
