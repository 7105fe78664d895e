package org.attune.fhir;

import ca.uhn.fhir.context.support.DefaultProfileValidationSupport;
import ca.uhn.fhir.validation.FhirValidator;
import ca.uhn.fhir.validation.ResultSeverityEnum;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.hl7.fhir.common.hapi.validation.support.CommonCodeSystemsTerminologyService;
import org.hl7.fhir.common.hapi.validation.support.InMemoryTerminologyServerValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.PrePopulatedValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.SnapshotGeneratingValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.ValidationSupportChain;
import org.hl7.fhir.common.hapi.validation.validator.FhirInstanceValidator;
import org.hl7.fhir.r4.model.MetadataResource;
import org.hl7.fhir.r5.utils.validation.constants.BestPracticeWarningLevel;

/** A validator that is not ours, and knows what we publish. */
public final class OutsideEyes {

  /**
   * What the validator would look up outside: LOINC is too large to ship; it opens the standard a
   * second time, from a package of its own, to see where an extension may stand; and it does not
   * look into a code system that calls itself an example, so {@code CancellationReasonsTest} does.
   */
  private static final List<String> NOT_IN_THE_BUILD =
      List.of(
          "codeSystem 'http://loinc.org' version 'null' is not supported",
          "Unable to resolve package id hl7.fhir.r4.core",
          "(content = example), so the source codes cannot be checked",
          "appointment-cancellation-reason does not support batch validation");

  /** What it knows. */
  public static final ValidationSupportChain SUPPORT = support();

  private static final FhirValidator VALIDATOR = validator();

  private OutsideEyes() {}

  /** The files that we publish. */
  public static Stream<Path> published() {
    try {
      var folder =
          Path.of(
                  Objects.requireNonNull(
                          Codes.class.getResource("/org/attune/fhir/Questionnaire-phq-9.json"))
                      .toURI())
              .getParent();
      try (Stream<Path> all = Files.list(Objects.requireNonNull(folder))) {
        return all.filter(file -> file.toString().endsWith(".json")).sorted().toList().stream();
      }
    } catch (IOException | URISyntaxException missing) {
      throw new IllegalStateException(missing);
    }
  }

  /** What a file says. */
  public static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** What it has to say against a resource in JSON, warnings included. */
  public static List<String> complaints(String resource) {
    return VALIDATOR.validateWithResult(resource).getMessages().stream()
        .filter(message -> message.getSeverity().compareTo(ResultSeverityEnum.WARNING) >= 0)
        .map(message -> message.getLocationString() + ": " + message.getMessage())
        .filter(complaint -> NOT_IN_THE_BUILD.stream().noneMatch(complaint::contains))
        .toList();
  }

  private static ValidationSupportChain support() {
    var context = Sandbox.CONTEXT;
    var own = new PrePopulatedValidationSupport(context);
    published()
        .map(file -> context.newJsonParser().parseResource(text(file)))
        .forEach(resource -> own.addResource((MetadataResource) resource));
    return new ValidationSupportChain(
        new DefaultProfileValidationSupport(context),
        own,
        new CommonCodeSystemsTerminologyService(context),
        new InMemoryTerminologyServerValidationSupport(context),
        new SnapshotGeneratingValidationSupport(context));
  }

  private static FhirValidator validator() {
    var module = new FhirInstanceValidator(SUPPORT);
    // Narrative is for records about people; the page of the vocabulary tells it better.
    module.setBestPracticeWarningLevel(BestPracticeWarningLevel.Ignore);
    return Sandbox.CONTEXT.newValidator().registerValidatorModule(module);
  }
}
