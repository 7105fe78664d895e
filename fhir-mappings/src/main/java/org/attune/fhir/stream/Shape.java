package org.attune.fhir.stream;

import ca.uhn.fhir.context.BaseRuntimeChildDefinition;
import ca.uhn.fhir.context.BaseRuntimeElementCompositeDefinition;
import ca.uhn.fhir.context.BaseRuntimeElementDefinition;
import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.model.api.annotation.Child;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.hl7.fhir.instance.model.api.IBaseHasExtensions;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Type;
import org.jspecify.annotations.Nullable;

/** What may stand in one kind of object, by name, as HAPI's own definitions have it. */
final class Shape {

  /** Judged by HAPI alone, or understood apart from the rest. */
  private static final Set<String> APART =
      Set.of("id", "contained", "extension", "modifierExtension", "resourceType");

  /** One bit for each place that can be filled once. */
  private static final int MOST_PLACES = 64;

  private final Map<String, Member> members;

  private Shape(Map<String, Member> members) {
    this.members = members;
  }

  /** The member of that name, or null where none is known or HAPI has to judge it. */
  @Nullable Member member(String name) {
    return members.get(name);
  }

  /**
   * The shape of a composite.
   *
   * @param unread members whose content nobody looks at
   */
  static Shape of(
      BaseRuntimeElementCompositeDefinition<?> definition, Set<String> unread, Shapes shapes) {
    var members = new HashMap<String, Member>();
    int place = 0;
    for (BaseRuntimeChildDefinition child : definition.getChildren()) {
      for (String name : child.getValidChildNames()) {
        if (!APART.contains(name) && definition.getChildByName(name) == child) {
          var into = Place.of(definition.getImplementingClass(), child);
          add(members, name, child, place, unread.contains(name), into, shapes);
        }
      }
      place++;
    }
    if (IBaseHasExtensions.class.isAssignableFrom(definition.getImplementingClass())) {
      members.put("extension", Member.extensions(place, shapes));
      place++;
    }
    return new Shape(place > MOST_PLACES ? Map.of() : members);
  }

  private static void add(
      Map<String, Member> members,
      String name,
      BaseRuntimeChildDefinition child,
      int place,
      boolean unread,
      Place into,
      Shapes shapes) {
    var kind = child.getChildByName(name);
    if (kind != null) {
      boolean repeats = child.getMax() > 1 || child.getMax() == Child.MAX_UNLIMITED;
      Member.of(kind, child.getInstanceConstructorArguments(), repeats, place, unread, into, shapes)
          .ifPresent(member -> members.put(name, member));
    }
  }

  /** The shape of an extension: a value of any type, or extensions in it. */
  static Shape ofExtension(FhirContext context, Shapes shapes) {
    var any = context.getRuntimeChildUndeclaredExtensionDefinition();
    var members = new HashMap<String, Member>();
    for (String name : any.getValidChildNames()) {
      BaseRuntimeElementDefinition<?> kind = any.getChildByName(name);
      if (kind != null && name.startsWith("value")) {
        Member.of(
                kind,
                null,
                false,
                Member.VALUE,
                false,
                (extension, value) -> {
                  if (extension instanceof Extension each) {
                    each.setValue((Type) value);
                  }
                },
                shapes)
            .ifPresent(member -> members.put(name, member));
      }
    }
    members.put("extension", Member.extensions(Member.INNER, shapes));
    return new Shape(members);
  }
}
