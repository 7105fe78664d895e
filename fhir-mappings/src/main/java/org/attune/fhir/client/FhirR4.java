package org.attune.fhir.client;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.LenientErrorHandler;
import ca.uhn.fhir.rest.client.api.ServerValidationModeEnum;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;

/** The definitions of FHIR R4. They take seconds to load, so they load when first asked for. */
@ApplicationScoped
public class FhirR4 {

  private static final int LARGEST = 16 * 1024 * 1024;

  /**
   * Nesting beyond this is no record of a clinic; a reader that follows it may run out of stack.
   */
  public static final int DEEPEST = 100;

  private @Nullable FhirContext context;

  /** The definitions. */
  public synchronized FhirContext context() {
    if (context == null) {
      var fresh = FhirContext.forR4();
      // Evidence is cited by version.
      fresh.getParserOptions().setStripVersionsFromReferences(false);
      fresh.getRestfulClientFactory().setServerValidationMode(ServerValidationModeEnum.NEVER);
      context = fresh;
    }
    return context;
  }

  /**
   * A resource from its JSON; whatever the parser makes of it, or nothing, as of one that is so
   * large that the parser would choke on it.
   */
  public Optional<Resource> parse(String text) {
    return text.length() > LARGEST || chokes(text) ? Optional.empty() : parse(context(), text);
  }

  /** Whether it is so deep, or holds such numbers, that the parser would not come to its end. */
  public static boolean chokes(String text) {
    return JsonText.depth(text) > DEEPEST || JsonText.hasGiantNumber(text);
  }

  /**
   * A resource from its JSON, leniently: what is wrong in it is left out, and nothing is logged.
   */
  public static Optional<Resource> parse(FhirContext context, String text) {
    var lenient = new LenientErrorHandler(false);
    lenient.disableAllErrors();
    var parser = context.newJsonParser();
    parser.setParserErrorHandler(lenient);
    try {
      return parser.parseResource(text) instanceof Resource resource
          ? Optional.of(resource)
          : Optional.empty();
    } catch (RuntimeException unreadable) {
      // The parser throws whatever its parts throw; the message may quote the record, so it goes no
      // further.
      return Optional.empty();
    }
  }
}
