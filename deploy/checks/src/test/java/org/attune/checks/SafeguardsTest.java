package org.attune.checks;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.attune.therapy.PatientId;
import org.attune.therapy.TherapistId;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Safeguards that no single class can hold: what nothing in the product knows. */
class SafeguardsTest {

  private static final Set<String> NOBODYS_BUSINESS =
      Set.of(
          "ethnicity",
          "ethnic",
          "race",
          "religion",
          "nationality",
          "citizenship",
          "migration",
          "migrant",
          "gender",
          "sex",
          "insurance",
          "insurer",
          "payer",
          "income");

  private static JavaClasses judging;

  @BeforeAll
  static void read_what_judges() {
    judging =
        new ClassFileImporter()
            .withImportOption(
                place ->
                    place.contains("/therapy/")
                        || place.contains("/detection/")
                        || place.contains("/norms/"))
            .importPath(Vocabulary.ROOT.resolve("ejb/target/classes"));
  }

  private static List<String> words(JavaMember member) {
    return Arrays.stream(member.getName().split("(?<=[a-z])(?=[A-Z])|_"))
        .map(word -> word.toLowerCase(Locale.ROOT))
        .toList();
  }

  @Test
  void no_rule_can_read_origin_religion_sex_or_insurance() {
    assertThat(judging).isNotEmpty();
    for (var type : judging) {
      for (var member : type.getMembers()) {
        assertThat(words(member))
            .as(member.getFullName())
            .doesNotContainAnyElementsOf(NOBODYS_BUSINESS);
      }
    }
  }

  @Test
  void no_figure_is_kept_for_each_therapist() {
    noClasses()
        .that()
        .resideInAPackage("org.attune.norms..")
        .should()
        .dependOnClassesThat()
        .areAssignableTo(TherapistId.class)
        .check(judging);
  }

  @Test
  void nothing_that_writes_can_close_a_course_or_change_an_hour() {
    var writing =
        new ClassFileImporter()
            .importPath(
                Vocabulary.ROOT.resolve("fhir-mappings/target/classes/org/attune/fhir/writeback"));
    assertThat(writing).hasSizeGreaterThan(10);
    noClasses()
        .should()
        .dependOnClassesThat()
        .haveNameMatching(
            "org\\.hl7\\.fhir\\.r4\\.model\\.(EpisodeOfCare|Encounter|Appointment)(\\$.*)?")
        .check(writing);
  }

  @Test
  void an_id_is_masked_wherever_it_is_printed() {
    assertThat(new PatientId("abc-123-xyz").toString()).doesNotContain("abc-123-xyz");
    assertThat(new TherapistId("abc-123-xyz").toString()).doesNotContain("abc-123-xyz");
  }
}
