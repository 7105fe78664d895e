package org.attune.fhir.writeback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.attune.ehr.EhrUnavailable;
import org.attune.ehr.FormAnswers;
import org.attune.ehr.FormSheet;
import org.attune.ehr.FormSheet.Kind;
import org.attune.fhir.Sandbox;
import org.attune.fhir.SiteSettings;
import org.attune.fhir.StubEhr;
import org.attune.fhir.capabilities.Capabilities;
import org.attune.fhir.client.EhrClient;
import org.attune.fhir.client.FhirR4;
import org.attune.fhir.publication.OwnForms;
import org.attune.therapy.CancellationReason;
import org.attune.therapy.CheckIn;
import org.attune.therapy.CheckIn.Audience;
import org.attune.therapy.CheckIn.Fear;
import org.attune.therapy.CheckIn.Fit;
import org.attune.therapy.CheckIn.Item;
import org.attune.therapy.CheckIn.LifeEvent;
import org.attune.therapy.CheckIn.Voice;
import org.attune.therapy.Labels;
import org.attune.therapy.PatientId;
import org.attune.therapy.Respondent;
import org.attune.therapy.SecurityLabel;
import org.attune.therapy.Source;
import org.attune.writeback.Attribution;
import org.attune.writeback.Before;
import org.attune.writeback.Proposal.FormProposal;
import org.attune.writeback.WriteRefused;
import org.attune.writeback.Written.Outcome;
import org.hl7.fhir.r4.model.Provenance;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.QuestionnaireResponse.QuestionnaireResponseStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a client filled here, on its way into the record and back. */
class FormWriterTest {

  private static final FhirR4 FHIR = new FhirR4();
  private static final Instant FILLED = Instant.parse("2026-03-02T07:00:00Z");
  private static final Labels RESTRICTED =
      new Labels(
          List.of(
              new SecurityLabel("http://terminology.hl7.org/CodeSystem/v3-Confidentiality", "R")));
  private static final Map<String, List<String>> EVERYTHING =
      Map.of(
          "mood", List.of("3"),
          "trust", List.of("10"),
          "fit", List.of("too-fast", "not-my-goal"),
          "voice", List.of("not-helped"),
          "obstacle", List.of("transport"),
          "life-event", List.of("bereavement"),
          "fear", List.of("afraid-at-home"),
          "audience", List.of("not-my-therapist"));

  private final StubEhr hospital = new StubEhr();
  private final SiteSettings settings =
      SiteSettings.hospital()
          .with("ehr.base-url", hospital.base())
          .with("ehr.timeout-seconds", "2");
  private final EhrClient ehr = new EhrClient(settings, FHIR);
  private final Clock clock = Clock.fixed(FILLED, ZoneOffset.UTC);
  private final Capabilities capabilities = new Capabilities(ehr, FHIR, settings, clock);
  private final FhirChartWriter writer = Writers.of(ehr, FHIR, settings, capabilities, clock);

  @AfterEach
  void closeTheHospital() {
    hospital.close();
  }

  private static FormProposal filled(String language, Map<String, List<String>> answers) {
    return new FormProposal(
        "6b2f",
        new PatientId("p1"),
        "client-check-in",
        language,
        FormAnswers.of(answers),
        FILLED,
        new Source("Encounter", "e1", "2"),
        RESTRICTED);
  }

  private Outcome write(FormProposal form) throws EhrUnavailable, WriteRefused {
    return writer.write(form).outcome();
  }

  private QuestionnaireResponse standing() {
    assertThat(hospital.all(QuestionnaireResponse.class)).hasSize(1);
    return hospital.all(QuestionnaireResponse.class).get(0);
  }

  @Test
  void it_says_who_answered_which_form_when_and_in_which_language() throws Exception {
    assertThat(write(filled("de", EVERYTHING))).isEqualTo(Outcome.CREATED);
    var response = standing();
    assertThat(response.getQuestionnaire())
        .isEqualTo("https://attune.org/fhir/Questionnaire/client-check-in|1.1.0");
    assertThat(response.getIdentifier().getSystem())
        .isEqualTo("https://attune.org/fhir/filled-form");
    assertThat(response.getStatus()).isEqualTo(QuestionnaireResponseStatus.COMPLETED);
    assertThat(response.getLanguage()).isEqualTo("de");
    assertThat(response.getSubject().getReference()).isEqualTo("Patient/p1");
    assertThat(response.getSource().getReference()).isEqualTo("Patient/p1");
    assertThat(response.getAuthor().getReference()).isEqualTo("Patient/p1");
    assertThat(response.getAuthored().toInstant()).isEqualTo(FILLED);
    assertThat(response.getEncounter().getReference()).isEqualTo("Encounter/e1");
    assertThat(response.getMeta().getSecurityFirstRep().getCode()).isEqualTo("R");
    assertThat(response.getItemFirstRep().getText()).startsWith("Wie geht es Ihnen heute?");
    assertThat(hospital.all(Provenance.class))
        .singleElement()
        .satisfies(
            story ->
                assertThat(story.getAgent())
                    .extracting(agent -> agent.getType().getCodingFirstRep().getCode())
                    .containsExactly("assembler", "author"));
  }

  @Test
  void one_that_somebody_took_out_of_the_record_is_not_laid_there_again() throws Exception {
    var stood = writer.write(filled("en", EVERYTHING)).resource();
    var told = hospital.all(Provenance.class).get(0);
    hospital.forget("Provenance/" + told.getIdElement().getIdPart());
    var owed = Before.stood(stood).telling(Attribution.OWED);
    var emptied = filled("en", Map.of());
    assertThat(writer.write(emptied, owed).attribution()).isEqualTo(Attribution.TOLD);
    assertThat(hospital.all(Provenance.class)).as("told without its answers").hasSize(1);
    assertThat(standing().getItem()).isNotEmpty();
    hospital.delete("QuestionnaireResponse", standing().getIdElement().getIdPart());
    assertThat(writer.write(emptied, owed).outcome()).isEqualTo(Outcome.LEFT_TO_PERSON);
    assertThat(hospital.all(QuestionnaireResponse.class)).isEmpty();
    assertThat(hospital.all(Provenance.class)).hasSize(1);
  }

  @Test
  void it_is_read_back_as_it_was_answered() throws Exception {
    write(filled("en", EVERYTHING));
    var json = FHIR.context().newJsonParser().encodeResourceToString(standing());
    var checkIn = Sandbox.fact(Sandbox.read(json), CheckIn.class);
    assertThat(checkIn.ratings()).containsOnly(Map.entry(Item.MOOD, 3), Map.entry(Item.TRUST, 10));
    assertThat(checkIn.fits()).containsExactly(Fit.TOO_FAST, Fit.NOT_MY_GOAL);
    assertThat(checkIn.voices()).containsExactly(Voice.NOT_HELPED);
    assertThat(checkIn.obstacle()).isEqualTo(CancellationReason.TRANSPORT);
    assertThat(checkIn.events()).containsExactly(LifeEvent.BEREAVEMENT);
    assertThat(checkIn.fears()).containsExactly(Fear.AFRAID_AT_HOME);
    assertThat(checkIn.audience()).isEqualTo(Audience.NOT_MY_THERAPIST);
    assertThat(checkIn.respondent()).isEqualTo(Respondent.CLIENT);
    assertThat(checkIn.at()).isEqualTo(FILLED);
    assertThat(checkIn.labels()).isEqualTo(RESTRICTED);
    assertThat(checkIn.form()).endsWith("client-check-in|1.1.0#en");
  }

  @Test
  void writing_it_again_writes_nothing_whatever_people_made_of_it() throws Exception {
    write(filled("en", EVERYTHING));
    assertThat(write(filled("en", EVERYTHING))).isEqualTo(Outcome.UNCHANGED);
    hospital.put(standing().setStatus(QuestionnaireResponseStatus.AMENDED));
    assertThat(write(filled("en", EVERYTHING))).isEqualTo(Outcome.UNCHANGED);
    assertThat(standing().getStatus()).isEqualTo(QuestionnaireResponseStatus.AMENDED);
    assertThat(hospital.all(Provenance.class)).hasSize(1);
  }

  @Test
  void a_form_whose_answer_was_lost_on_the_way_is_found_and_not_written_twice() throws Exception {
    settings.with("ehr.timeout-seconds", "1");
    hospital.afterCommit = hospital::waitsUntilAskedAgain;
    assertThat(write(filled("en", EVERYTHING))).isEqualTo(Outcome.CREATED);
    assertThat(hospital.all(QuestionnaireResponse.class)).hasSize(1);
  }

  @Test
  void an_ehr_that_takes_no_forms_says_so_and_gets_none() throws Exception {
    hospital.refused.put("POST QuestionnaireResponse", 405);
    capabilities.look(true);
    assertThat(capabilities.takesForms()).isFalse();
    assertThatThrownBy(() -> write(filled("en", EVERYTHING)))
        .isInstanceOf(WriteRefused.class)
        .hasMessageContaining("takes no QuestionnaireResponses")
        .hasMessageNotContaining("p1");
    assertThat(hospital.all(QuestionnaireResponse.class)).isEmpty();
  }

  @Test
  void every_item_of_the_check_in_can_be_filled_in_both_languages() throws Exception {
    var forms = new OwnForms(FHIR);
    for (var language : List.of(Locale.ENGLISH, Locale.GERMAN)) {
      var sheet = forms.sheet("client-check-in", language);
      assertThat(sheet.items()).hasSize(21);
      for (var item : sheet.items()) {
        assertThat(item.text()).as(item.name()).isNotBlank().doesNotContain("(0");
        if (item.kind() == Kind.RATING) {
          var scale = Objects.requireNonNull(item.scale(), item.name());
          assertThat(scale.low()).as(item.name()).isNotBlank();
          assertThat(scale.high()).as(item.name()).isNotBlank();
        } else {
          assertThat(item.options()).as(item.name()).hasSizeGreaterThan(2);
        }
      }
      assertThat(sheet.takes(FormAnswers.of(EVERYTHING))).isTrue();
    }
    assertThat(german("audience", "care-team")).isEqualTo("Mein Behandlungsteam");
  }

  private static String german(String item, String code) {
    return new OwnForms(FHIR)
        .sheet("client-check-in", Locale.GERMAN).items().stream()
            .filter(each -> each.name().equals(item))
            .flatMap(each -> each.options().stream())
            .filter(option -> option.code().equals(code))
            .map(FormSheet.Option::text)
            .findFirst()
            .orElseThrow();
  }

  @Test
  void what_the_form_does_not_offer_is_not_taken() {
    var sheet = new OwnForms(FHIR).sheet("client-check-in", Locale.ENGLISH);
    assertThat(sheet.takes(FormAnswers.of(Map.of("mood", List.of("11"))))).isFalse();
    assertThat(sheet.takes(FormAnswers.of(Map.of("mood", List.of("1", "2"))))).isFalse();
    assertThat(sheet.takes(FormAnswers.of(Map.of("mood", List.of())))).isFalse();
    assertThat(sheet.takes(FormAnswers.of(Map.of("fit", List.of("too-fast", "too-fast")))))
        .isFalse();
    assertThat(sheet.takes(FormAnswers.of(Map.of("fit", List.of("nonsense"))))).isFalse();
    assertThat(sheet.takes(FormAnswers.of(Map.of("marker.b06.amount", List.of("1"))))).isFalse();
  }
}
