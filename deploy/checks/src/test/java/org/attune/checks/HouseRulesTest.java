package org.attune.checks;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaModifier.FINAL;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The rules of the house, over every class that is shipped. Each of them can fail the build. */
class HouseRulesTest {

  private static final Path ROOT = Path.of("..", "..").toAbsolutePath().normalize();
  private static final String DETECTOR = "org.attune.detection.Detector";

  private static JavaClasses shipped;

  @BeforeAll
  static void read_every_shipped_class() {
    shipped =
        new ClassFileImporter()
            .importPaths(
                ROOT.resolve("ejb/target/classes"),
                ROOT.resolve("fhir-mappings/target/classes"),
                ROOT.resolve("web/target/classes"),
                ROOT.resolve("deploy/sign-in/target/classes"),
                ROOT.resolve("deploy/health/target/classes"));
  }

  @Test
  void every_module_was_read() {
    for (String sample :
        Set.of(
            "org.attune.therapy.TherapyCourse",
            "org.attune.fhir.Codes",
            "org.attune.web.shared.Api",
            "org.attune.web.signin.SignInServlet",
            "org.attune.health.HealthBoard")) {
      assertThat(shipped.contain(sample)).as(sample).isTrue();
    }
  }

  @Test
  void the_language_of_the_clinic_depends_on_the_jdk_alone() {
    classes()
        .that()
        .resideInAPackage("org.attune.therapy..")
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage("org.attune.therapy..", "java..", "org.jspecify.."))
        .check(shipped);
  }

  @Test
  void detectors_see_courses_norms_instruments_and_settings_only() {
    classes()
        .that()
        .resideInAPackage("org.attune.detection..")
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(
                "org.attune.detection..",
                "org.attune.therapy..",
                "org.attune.norms..",
                "org.attune.instruments..",
                "org.attune.settings..",
                "java..",
                "org.jspecify..",
                "jakarta.inject..",
                "jakarta.enterprise.."))
        .check(shipped);
  }

  @Test
  void no_detector_depends_on_another_and_phenomena_do_not_see_each_other() {
    slices()
        .matching("org.attune.detection.(*)..")
        .should()
        .notDependOnEachOther()
        // Mathematics, not a phenomenon.
        .ignoreDependency(
            DescribedPredicate.alwaysTrue(), resideInAPackage("org.attune.detection.statistics.."))
        .check(shipped);
    classes().that().implement(DETECTOR).should(NOT_USE_ANOTHER_DETECTOR).check(shipped);
  }

  @Test
  void fhir_stays_outside_the_domain() {
    noClasses()
        .that()
        .resideOutsideOfPackage("org.attune.fhir..")
        .should()
        .dependOnClassesThat(resideInAnyPackage("ca.uhn..", "org.hl7.."))
        .check(shipped);
    noClasses()
        .that()
        .resideOutsideOfPackage("org.attune.fhir..")
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.util.Date")
        .check(shipped);
  }

  @Test
  void the_web_sees_use_cases_and_never_fhir_entities_or_detectors() {
    noClasses()
        .that()
        .resideInAPackage("org.attune.web..")
        .should()
        .dependOnClassesThat(
            resideInAPackage("org.attune.fhir..")
                .or(resideInAPackage("jakarta.persistence.."))
                .or(JavaClass.Predicates.assignableTo(DETECTOR)))
        .check(shipped);
  }

  @Test
  void nothing_points_back_and_nobody_depends_on_the_wiring() {
    slices().matching("org.attune.(*)..").should().beFreeOfCycles().check(shipped);
    noClasses()
        .that()
        .resideOutsideOfPackage("org.attune.wiring..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.attune.wiring..")
        .check(shipped);
    noClasses()
        .that()
        .resideInAnyPackage("org.attune.(*)..")
        .and()
        .resideOutsideOfPackages("org.attune.fhir..", "org.attune.web..")
        .should()
        .dependOnClassesThat(resideInAnyPackage("org.attune.fhir..", "org.attune.web.."))
        .check(shipped);
  }

  @Test
  void only_time_asks_what_time_it_is() {
    noClasses()
        .that()
        .resideOutsideOfPackage("org.attune.time..")
        .should()
        .callMethodWhere(
            DescribedPredicate.<JavaMethodCall>describe(
                "asks the system's clock", HouseRulesTest::asksTheSystem))
        .check(shipped);
  }

  private static boolean asksTheSystem(JavaMethodCall call) {
    var owner = call.getTargetOwner();
    if (owner.isEquivalentTo(System.class)) {
      return call.getName().equals("currentTimeMillis");
    }
    if (owner.isEquivalentTo(Clock.class)) {
      return call.getName().startsWith("system");
    }
    return owner.getPackageName().startsWith("java.time")
        && call.getName().equals("now")
        && call.getTarget().getRawParameterTypes().isEmpty();
  }

  @Test
  void only_settings_read_configuration() {
    noClasses()
        .that()
        .resideOutsideOfPackage("org.attune.settings..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.eclipse.microprofile.config..")
        .check(shipped);
    noClasses()
        .that()
        .resideOutsideOfPackage("org.attune.settings..")
        .should()
        .callMethodWhere(
            DescribedPredicate.<JavaMethodCall>describe(
                "reads a system property or the environment",
                call ->
                    call.getTargetOwner().isEquivalentTo(System.class)
                        && Set.of("getProperty", "getenv").contains(call.getName())))
        .check(shipped);
  }

  @Test
  void every_detector_is_final_dependent_immutable_and_has_a_test_of_its_name() {
    classes()
        .that()
        .implement(DETECTOR)
        .should()
        .haveModifier(FINAL)
        .andShould()
        .beAnnotatedWith("jakarta.enterprise.context.Dependent")
        .andShould(HAVE_A_TEST)
        .check(shipped);
    fields()
        .that()
        .areDeclaredInClassesThat()
        .implement(DETECTOR)
        .should()
        .beFinal()
        .check(shipped);
  }

  @Test
  void transactions_are_opened_where_the_house_says() {
    noClasses()
        .that()
        .resideOutsideOfPackages(
            "org.attune.agenda..",
            "org.attune.backfill..",
            "org.attune.cards..",
            "org.attune.caseload..",
            "org.attune.chart..",
            "org.attune.ledger..",
            "org.attune.matching..",
            "org.attune.findings..",
            "org.attune.forms..",
            "org.attune.hooks..",
            "org.attune.nodes..",
            "org.attune.responses..",
            "org.attune.review..",
            "org.attune.norms..",
            "org.attune.worklist..",
            "org.attune.writeback..",
            "org.attune.wiring..",
            "org.attune.access..",
            "org.attune.settings..",
            "org.attune.fhir.capabilities..",
            "org.attune.fhir.chart..",
            "org.attune.fhir.client..",
            "org.attune.fhir.publication..",
            "org.attune.fhir.writeback..")
        .should()
        .dependOnClassesThat(resideInAnyPackage("jakarta.ejb..", "jakarta.transaction.."))
        .check(shipped);
  }

  @Test
  void beans_are_given_what_they_need_through_their_constructor() {
    noFields()
        .that()
        .areDeclaredInClassesThat()
        .resideOutsideOfPackages("org.attune.wiring..", "org.attune.web..")
        .and()
        .areDeclaredInClassesThat()
        .areNotAnnotatedWith("jakarta.ejb.MessageDriven")
        .should()
        .beAnnotatedWith("jakarta.inject.Inject")
        .check(shipped);
  }

  @Test
  void names_say_what_a_class_is() {
    noClasses()
        .should()
        .haveSimpleNameEndingWith("Manager")
        .orShould()
        .haveSimpleNameEndingWith("Helper")
        .orShould()
        .haveSimpleNameEndingWith("Util")
        .orShould()
        .haveSimpleNameEndingWith("Utils")
        .orShould()
        .haveSimpleNameEndingWith("Impl")
        .orShould()
        .haveSimpleNameEndingWith("Dto")
        .orShould()
        .haveSimpleNameEndingWith("Service")
        .orShould()
        .haveSimpleNameStartingWith("Abstract")
        .orShould()
        .haveSimpleNameStartingWith("Base")
        .check(shipped);
  }

  @Test
  void no_javax_no_reflection() {
    noClasses()
        .should()
        .dependOnClassesThat(
            resideInAnyPackage("javax..", "java.lang.reflect..")
                .and(
                    DescribedPredicate.not(
                        resideInAnyPackage(
                            "javax.sql..",
                            "javax.naming..",
                            "javax.net..",
                            "javax.management..",
                            "javax.xml.parsers.."))))
        .check(shipped);
  }

  @Test
  void two_classes_know_the_application_server_from_inside() {
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName("org.attune.fhir.client.ElytronSecurity")
        .and()
        .doNotHaveFullyQualifiedName("org.attune.web.signin.VerifiedPerson")
        .should()
        .dependOnClassesThat(resideInAnyPackage("org.jboss..", "org.wildfly.."))
        .check(shipped);
  }

  @Test
  void every_package_says_its_one_job() {
    classes().should(LIVE_IN_A_DESCRIBED_PACKAGE).check(shipped);
  }

  private static final ArchCondition<JavaClass> NOT_USE_ANOTHER_DETECTOR =
      new ArchCondition<>("not use another detector") {
        @Override
        public void check(JavaClass detector, ConditionEvents events) {
          detector.getDirectDependenciesFromSelf().stream()
              .map(dependency -> dependency.getTargetClass())
              .filter(target -> target.isAssignableTo(DETECTOR))
              .filter(target -> !target.getName().equals(DETECTOR) && !target.equals(detector))
              .forEach(
                  target ->
                      events.add(
                          SimpleConditionEvent.violated(
                              detector, detector.getName() + " uses " + target.getName())));
        }
      };

  private static final ArchCondition<JavaClass> HAVE_A_TEST =
      new ArchCondition<>("have a test of the same name") {
        @Override
        public void check(JavaClass detector, ConditionEvents events) {
          var test =
              ROOT.resolve("ejb/src/test/java")
                  .resolve(detector.getName().replace('.', '/') + "Test.java");
          if (!Files.exists(test)) {
            events.add(
                SimpleConditionEvent.violated(
                    detector, detector.getName() + " has no test at " + ROOT.relativize(test)));
          }
        }
      };

  private static final ArchCondition<JavaClass> LIVE_IN_A_DESCRIBED_PACKAGE =
      new ArchCondition<>("live in a package with a package-info") {
        @Override
        public void check(JavaClass type, ConditionEvents events) {
          if (type.getPackage().tryGetPackageInfo().isEmpty()) {
            events.add(
                SimpleConditionEvent.violated(
                    type, type.getPackageName() + " has no package-info.java"));
          }
        }
      };
}
