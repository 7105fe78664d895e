package org.attune.fhir.stream;

import static java.util.Map.entry;

import ca.uhn.fhir.context.BaseRuntimeElementCompositeDefinition;
import ca.uhn.fhir.context.BaseRuntimeElementDefinition;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.hl7.fhir.instance.model.api.IBase;
import org.hl7.fhir.r4.model.BaseDateTimeType;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DecimalType;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.Element;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Meta;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.QuestionnaireResponse.QuestionnaireResponseItemAnswerComponent;
import org.hl7.fhir.r4.model.QuestionnaireResponse.QuestionnaireResponseItemComponent;
import org.hl7.fhir.r4.model.Reference;
import org.jspecify.annotations.Nullable;

/** One member of an object: what it holds, how often, and where it is put. */
final class Member {

  /** The place of an extension's value, and that of the extensions in it: one of both is filled. */
  static final int VALUE = 0;

  static final int INNER = 1;

  /** What a member holds. */
  enum Kind {
    /** Members of its own. */
    COMPOSITE,
    /** A text. */
    TEXT,
    /** A moment, as text. */
    MOMENT,
    /** A number. */
    NUMBER,
    /** Yes or no. */
    YES_NO,
    /** Extensions, which have a shape of their own. */
    EXTENSIONS,
    /** A piece of a page; nobody looks at it. */
    NARRATIVE
  }

  /** What stands most often; HAPI makes the rest. */
  private static final Map<Class<?>, Supplier<IBase>> MAKING =
      Map.ofEntries(
          entry(Coding.class, Coding::new),
          entry(CodeableConcept.class, CodeableConcept::new),
          entry(Reference.class, Reference::new),
          entry(Identifier.class, Identifier::new),
          entry(Period.class, Period::new),
          entry(Meta.class, Meta::new),
          entry(QuestionnaireResponseItemComponent.class, QuestionnaireResponseItemComponent::new),
          entry(
              QuestionnaireResponseItemAnswerComponent.class,
              QuestionnaireResponseItemAnswerComponent::new));

  private final Kind kind;
  private final boolean repeats;
  private final long bit;
  private final boolean unread;
  private final Supplier<IBase> making;
  private final Written written;
  private final Place place;
  private final Supplier<Shape> inner;
  private volatile @Nullable Shape known;

  private Member(
      Kind kind,
      boolean repeats,
      int place,
      boolean unread,
      Supplier<IBase> making,
      Written written,
      Place into,
      Supplier<Shape> inner) {
    this.kind = kind;
    this.repeats = repeats;
    this.bit = 1L << place;
    this.unread = unread;
    this.making = making;
    this.written = written;
    this.place = into;
    this.inner = inner;
  }

  /** The member, unless only HAPI can judge what it holds. */
  static Optional<Member> of(
      BaseRuntimeElementDefinition<?> definition,
      @Nullable Object argument,
      boolean repeats,
      int place,
      boolean unread,
      Place into,
      Shapes shapes) {
    var kind = kind(definition);
    if (kind == null) {
      return Optional.empty();
    }
    var quick = argument == null ? MAKING.get(definition.getImplementingClass()) : null;
    Supplier<IBase> making = quick == null ? () -> definition.newInstance(argument) : quick;
    return Optional.of(
        new Member(
            kind,
            repeats,
            place,
            unread,
            making,
            Written.of(definition, argument),
            into,
            () -> shape(definition, shapes)));
  }

  static Member extensions(int place, Shapes shapes) {
    return new Member(
        Kind.EXTENSIONS,
        true,
        place,
        false,
        () -> {
          throw new IllegalStateException("an extension is made by its parent");
        },
        text -> {
          throw new Unusual();
        },
        (parent, value) -> {},
        shapes::ofExtension);
  }

  private static Shape shape(BaseRuntimeElementDefinition<?> definition, Shapes shapes) {
    if (definition instanceof BaseRuntimeElementCompositeDefinition<?> composite) {
      return shapes.of(composite);
    }
    throw new IllegalStateException("a " + definition.getName() + " has no members");
  }

  private static @Nullable Kind kind(BaseRuntimeElementDefinition<?> definition) {
    return switch (definition.getChildType()) {
      case COMPOSITE_DATATYPE, RESOURCE_BLOCK ->
          definition instanceof BaseRuntimeElementCompositeDefinition<?> ? Kind.COMPOSITE : null;
      case PRIMITIVE_DATATYPE, ID_DATATYPE -> primitive(definition.getImplementingClass());
      case PRIMITIVE_XHTML, PRIMITIVE_XHTML_HL7ORG -> Kind.NARRATIVE;
      default -> null;
    };
  }

  private static Kind primitive(Class<?> type) {
    if (BooleanType.class.isAssignableFrom(type)) {
      return Kind.YES_NO;
    }
    if (IntegerType.class.isAssignableFrom(type) || DecimalType.class.isAssignableFrom(type)) {
      return Kind.NUMBER;
    }
    return BaseDateTimeType.class.isAssignableFrom(type) ? Kind.MOMENT : Kind.TEXT;
  }

  Kind kind() {
    return kind;
  }

  boolean repeats() {
    return repeats;
  }

  /** Its place among those of the object, as one bit. */
  long bit() {
    return bit;
  }

  /** Whether nobody looks at its content. */
  boolean unread() {
    return unread;
  }

  Shape inner() {
    var shape = known;
    if (shape == null) {
      shape = inner.get();
      known = shape;
    }
    return shape;
  }

  /** An object without members yet. */
  IBase make() {
    return making.get();
  }

  /** What a text stands for. */
  IBase make(String text) throws Unusual {
    return written.value(text);
  }

  void put(IBase parent, IBase value) {
    place.put(parent, value);
  }

  /** A new extension of a parent that can have some. */
  static Extension extension(IBase parent) throws Unusual {
    if (parent instanceof Element element) {
      return element.addExtension();
    }
    if (parent instanceof DomainResource resource) {
      return resource.addExtension();
    }
    throw new Unusual();
  }
}
