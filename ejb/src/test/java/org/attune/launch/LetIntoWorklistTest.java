package org.attune.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.attune.access.AccessLog;
import org.attune.access.RecordAccess;
import org.attune.access.RecordAccess.Outcome;
import org.attune.access.Role;
import org.attune.access.WorklistSessions;
import org.attune.access.WorklistViewer;
import org.attune.ehr.EhrUnavailable;
import org.attune.launch.LetIntoWorklist.Entry;
import org.attune.launch.LetIntoWorklist.Missing;
import org.attune.settings.GivenSettings;
import org.attune.settings.SettingRejected;
import org.attune.therapy.PatientId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LetIntoWorklistTest {

  private final Map<String, String> set = new HashMap<>();
  private final Worklists worklists = new Worklists();
  private boolean silent;
  private final List<RecordAccess> accounts = new ArrayList<>();
  private final Map<String, List<String>> claims = new HashMap<>();

  LetIntoWorklistTest() {
    claims.put("fhirUser", List.of("Practitioner/7"));
    claims.put("roles", List.of("attune-coordinator"));
    claims.put("units", List.of("Organization/west"));
  }

  @Test
  void a_coordinator_is_let_in_for_their_units() {
    claims.put("units", List.of("Organization/west", "Organization/east", "Organization/west"));
    assertThat(arrive()).isEqualTo(new Entry.Open("code"));
    assertThat(worklists.opened())
        .isEqualTo(
            new WorklistViewer(
                "Practitioner/7",
                Role.COORDINATOR,
                List.of("Organization/east", "Organization/west"),
                Set.of(new PatientId("own")),
                ""));
    assertThat(accounts).as("told when the code is swapped").isEmpty();
  }

  @Test
  void who_is_a_lead_as_well_comes_as_a_lead() {
    claims.put("roles", List.of("attune-coordinator", "something-else", "attune-lead"));
    arrive();
    assertThat(worklists.opened().role()).isEqualTo(Role.LEAD);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"7", "Practitioner/7", "https://ehr.example/fhir/Practitioner/7", "http://e/P/7"})
  void the_sign_in_may_name_people_as_it_likes_as_long_as_the_ehr_knows_them(String said) {
    claims.put("fhirUser", List.of(said));
    if (said.endsWith("P/7")) {
      refused(Missing.PERSON);
    } else {
      arrive();
      assertThat(worklists.opened().user()).isEqualTo("Practitioner/7");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Patient/7",
        "https://ehr.example/fhir/Patient/7",
        "Practitioner/7/_history/1",
        "Practitioner/7 ",
        "somebody@hospital.example",
        ""
      })
  void who_is_no_practitioner_is_not_let_in(String said) {
    claims.put("fhirUser", List.of(said));
    refused(Missing.PERSON);
    assertThat(accounts).containsExactly(RecordAccess.worklist(null, Outcome.REFUSED));
  }

  @Test
  void who_is_two_people_is_nobody() {
    claims.put("fhirUser", List.of("Practitioner/7", "Practitioner/8"));
    refused(Missing.PERSON);
  }

  @Test
  void without_a_role_of_ours_nobody_is_let_in_and_hears_which_would_do() {
    for (var roles : List.of(List.<String>of(), List.of("therapist"), List.of("ATTUNE-LEAD"))) {
      claims.put("roles", roles);
      assertThat(arrive())
          .isEqualTo(
              new Entry.Refused(
                  Missing.ROLE,
                  "roles",
                  List.of("attune-coordinator", "attune-lead", "attune-outreach")));
    }
    assertThat(worklists.viewer).isNull();
    assertThat(accounts)
        .hasSize(3)
        .containsOnly(RecordAccess.worklist("Practitioner/7", Outcome.REFUSED));
  }

  @Test
  void without_a_unit_that_is_known_nobody_is_let_in() {
    for (var units : List.of(List.<String>of(), List.of("west"), List.of("*"))) {
      claims.put("units", units);
      refused(Missing.UNIT);
    }
    assertThat(accounts).hasSize(3);
  }

  @Test
  void the_site_says_what_the_words_of_its_sign_in_mean() {
    set.put("sign-in.user-claim", "employee");
    set.put("sign-in.role-claim", "realm_access.roles");
    set.put("sign-in.unit-claim", "groups");
    set.put("sign-in.coordinator-roles", "CC, Care Coordination");
    set.put("sign-in.units", "ou 1=Organization/west, ou 2 = HealthcareService/z");
    claims.clear();
    claims.put("employee", List.of("7"));
    claims.put("realm_access.roles", List.of("Care Coordination"));
    claims.put("groups", List.of("ou 2", "everybody", "Location/3"));
    arrive();
    assertThat(worklists.opened().units()).containsExactly("HealthcareService/z", "Location/3");
    assertThat(worklists.opened().worksFor("Location/3")).isTrue();
    assertThat(worklists.opened().worksFor("Organization/west")).isFalse();
  }

  @Test
  void all_units_are_all_that_need_be_said() {
    set.put("sign-in.units", "all=*,west=Organization/west");
    claims.put("units", List.of("west", "all"));
    arrive();
    assertThat(worklists.opened().units()).containsExactly(WorklistViewer.EVERY_UNIT);
    assertThat(worklists.opened().worksFor("Organization/anything")).isTrue();
  }

  @Test
  void where_the_sign_in_knows_no_units_everybody_works_for_all() {
    set.put("sign-in.unit-claim", "none");
    claims.remove("units");
    arrive();
    assertThat(worklists.opened().units()).containsExactly(WorklistViewer.EVERY_UNIT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"west", "west=", "=Organization/1", "west=Patient/1", "a=Organization/1,"})
  void units_that_are_written_wrongly_are_not_guessed(String text) {
    set.put("sign-in.units", text);
    assertThatThrownBy(this::arrive)
        .isInstanceOf(SettingRejected.class)
        .hasMessageContaining("sign-in.units");
  }

  private void refused(Missing missing) {
    assertThat(arrive())
        .isInstanceOfSatisfying(
            Entry.Refused.class, it -> assertThat(it.missing()).isEqualTo(missing));
    assertThat(worklists.viewer).isNull();
  }

  @Test
  void who_only_gets_in_touch_comes_as_that_and_as_nothing_more() {
    claims.put("roles", List.of("attune-outreach"));
    arrive();
    assertThat(worklists.opened().role()).isEqualTo(Role.OUTREACH);
    claims.put("roles", List.of("attune-outreach", "attune-coordinator"));
    arrive();
    assertThat(worklists.opened().role()).isEqualTo(Role.COORDINATOR);
  }

  @Test
  void nobody_is_let_in_while_the_record_cannot_tell_which_one_is_their_own() {
    silent = true;
    assertThat(arrive()).isEqualTo(new Entry.Silent());
    assertThat(accounts).containsExactly(RecordAccess.worklist("Practitioner/7", Outcome.REFUSED));
  }

  private Set<PatientId> own(String user) throws EhrUnavailable {
    if (silent) {
      throw new EhrUnavailable("The EHR is silent.", null);
    }
    return user.equals("Practitioner/7") ? Set.of(new PatientId("own")) : Set.of();
  }

  private Entry arrive() {
    AccessLog log = accounts::add;
    return new LetIntoWorklist(worklists, this::own, log, new GivenSettings(set))
        .arrive(name -> claims.getOrDefault(name, List.of()));
  }

  private static final class Worklists extends WorklistSessions {

    private @Nullable WorklistViewer viewer;

    @SuppressWarnings("NullAway") // nothing of it is asked
    Worklists() {
      super(null, null, null);
    }

    @Override
    public String open(String user, Role role, List<String> units, Set<PatientId> own) {
      viewer = new WorklistViewer(user, role, units, own, "");
      return "code";
    }

    WorklistViewer opened() {
      return Objects.requireNonNull(viewer);
    }
  }
}
