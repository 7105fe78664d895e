package org.attune.fhir;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.attune.therapy.GapReason;
import org.attune.therapy.PatientId;
import org.attune.therapy.Reading;
import org.attune.therapy.Source;
import org.attune.therapy.TherapistId;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;

/**
 * Follows references as far as the text of a reference goes. A reference to another server, to a
 * contained resource, or by display or identifier alone names nobody whom this EHR knows.
 */
public final class References {

  private static final int LONGEST_TYPE = 64;
  private static final int LONGEST_ID = 200;

  private final List<String> bases;

  /**
   * @param bases the base URLs under which the EHR knows itself; an absolute reference below any
   *     other is somebody else's
   */
  public References(List<String> bases) {
    this.bases =
        bases.stream().map(base -> base.endsWith("/") ? base : base + "/").distinct().toList();
  }

  /** Which version of which resource this is; a missing id is empty. */
  public static Source source(Resource resource) {
    var id = resource.getIdElement();
    var version =
        resource.getMeta().hasVersionId()
            ? resource.getMeta().getVersionId()
            : id.getVersionIdPart();
    return new Source(
        resource.fhirType(),
        isId(id.getIdPart()) ? id.getIdPart() : "",
        isId(version) ? version : null);
  }

  /**
   * Whether a text can name a resource. The standard has 64 letters, digits, hyphens and dots; some
   * servers take more than that, but no words, and nothing that a database does not hold.
   */
  public static boolean isId(@Nullable String text) {
    return text != null && Visible.is(text, LONGEST_ID, "/?#|");
  }

  private static boolean isType(String text) {
    if (text.isEmpty() || text.length() > LONGEST_TYPE || text.charAt(0) > 'Z') {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if (!Named.isLetter(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  /** The resource of one type that is meant, without a version, if it is one of this EHR. */
  public Optional<Source> to(String type, Reference reference) {
    return to(reference).filter(source -> source.type().equals(type));
  }

  /** The resource that is meant, of whatever type, if it is one of this EHR. */
  public Optional<Source> to(Reference reference) {
    var text = reference.getReference();
    if (text == null) {
      return Optional.empty();
    }
    for (String base : bases) {
      if (text.startsWith(base)) {
        text = text.substring(base.length());
      }
    }
    var named = Named.by(text);
    var type = named.type();
    var id = named.id();
    return !named.elsewhere() && type != null && isType(type) && id != null && isId(id)
        ? Optional.of(new Source(type, id, null))
        : Optional.empty();
  }

  /** What the text of a reference names, as {@code Type/id}, of whatever server. */
  public static String name(String reference) {
    var named = Named.by(reference);
    return named.type() + "/" + named.id();
  }

  /** Whether the reference means a resource of this type at all, of whatever server. */
  public static boolean meansA(String type, Reference reference) {
    return type.equals(reference.getType())
        || (reference.getReference() != null
            && type.equals(Named.by(reference.getReference()).type()));
  }

  /** The one patient meant, or why nobody can be named. */
  public Reading<PatientId> patient(Reference reference) {
    return to("Patient", reference)
        .<Reading<PatientId>>map(source -> new Reading.Fact<>(new PatientId(source.id())))
        .orElseGet(() -> new Reading.Gap<>(whyNobody(reference)));
  }

  private static GapReason whyNobody(Reference reference) {
    var untyped =
        !reference.hasType() && (reference.getReference() == null || isContained(reference));
    return !reference.isEmpty() && (untyped || meansA("Patient", reference))
        ? GapReason.PATIENT_NOT_REFERENCED
        : GapReason.NO_PATIENT;
  }

  private static boolean isContained(Reference reference) {
    return reference.getReference().startsWith("#");
  }

  /** The resources of this EHR that are meant, whatever their types, each once. */
  public List<Source> toEach(List<Reference> several) {
    return several.stream().flatMap(one -> to(one).stream()).distinct().toList();
  }

  /** The practitioner meant, if one of this EHR is. */
  public Optional<TherapistId> therapist(Reference reference) {
    return to("Practitioner", reference).map(source -> new TherapistId(source.id()));
  }

  /** The member of staff meant, if it is one of this EHR. */
  public Optional<Source> staff(@Nullable String named) {
    return Stream.of("Practitioner", "PractitionerRole")
        .flatMap(type -> to(type, new Reference(named)).stream())
        .findFirst();
  }

  /** The only one of several, if they all are the same. */
  public static <T> Optional<T> only(Stream<T> several) {
    var distinct = several.distinct().limit(2).toList();
    return distinct.size() == 1 ? Optional.of(distinct.get(0)) : Optional.empty();
  }
}
