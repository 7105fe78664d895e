package org.attune.fhir.client;

import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What is to be done with one type of resource.
 *
 * @param type the resource type
 * @param rights what is to be done with it
 * @param optional whether all else goes on without it
 */
public record Access(String type, Set<Right> rights, boolean optional) {

  /** A right, in the order in which SMART writes them. */
  public enum Right {
    CREATE('c'),
    READ('r'),
    UPDATE('u'),
    DELETE('d'),
    SEARCH('s');

    private final char letter;

    Right(char letter) {
      this.letter = letter;
    }
  }

  public Access {
    rights = Set.copyOf(rights);
  }

  /** What all the rest needs. */
  public Access(String type, Set<Right> rights) {
    this(type, rights, false);
  }

  /** The same, where the EHR gives it; all else goes on without. */
  public Access ifGiven() {
    return new Access(type, rights, true);
  }

  /** Reads and searches. */
  public static Access reading(String type) {
    return new Access(type, Set.of(Right.READ, Right.SEARCH));
  }

  /** Makes new ones and looks for them, and never changes one. */
  public static Access adding(String type) {
    return new Access(type, Set.of(Right.CREATE, Right.READ, Right.SEARCH));
  }

  /** Makes new ones, looks for them and keeps them up to date; deletes none. */
  public static Access keeping(String type) {
    return new Access(type, Set.of(Right.CREATE, Right.READ, Right.UPDATE, Right.SEARCH));
  }

  /** One entry for each type, with all that is to be done with it, in the order of their names. */
  static List<Access> merged(Collection<Access> all) {
    Map<String, Set<Right>> rights = new TreeMap<>();
    all.forEach(
        one ->
            rights
                .computeIfAbsent(one.type(), none -> EnumSet.noneOf(Right.class))
                .addAll(one.rights()));
    return rights.entrySet().stream()
        .map(entry -> new Access(entry.getKey(), entry.getValue()))
        .toList();
  }

  /** The scope of SMART App Launch 2, such as {@code system/Flag.crus}. */
  String scope2() {
    return "system/"
        + type
        + "."
        + rights.stream().sorted().map(right -> "" + right.letter).collect(Collectors.joining());
  }

  /** The scopes of SMART App Launch 1, such as {@code system/Flag.read}. */
  List<String> scopes1() {
    boolean reads = rights.contains(Right.READ) || rights.contains(Right.SEARCH);
    boolean writes =
        rights.contains(Right.CREATE)
            || rights.contains(Right.UPDATE)
            || rights.contains(Right.DELETE);
    var prefix = "system/" + type;
    return !writes
        ? List.of(prefix + ".read")
        : reads ? List.of(prefix + ".read", prefix + ".write") : List.of(prefix + ".write");
  }

  /** Whether granted scopes, of either version, allow all of it. */
  boolean coveredBy(Collection<String> granted) {
    var allowed = EnumSet.noneOf(Right.class);
    for (String scope : granted) {
      int dot = scope.lastIndexOf('.');
      if (dot > 0 && (scope.startsWith("system/" + type + ".") || scope.startsWith("system/*."))) {
        // A scope may be narrowed by a search; what it allows then is for the EHR to say.
        allowed.addAll(rights(scope.substring(dot + 1).replaceFirst("\\?.*", "")));
      }
    }
    return allowed.containsAll(rights);
  }

  private static Set<Right> rights(String permission) {
    return switch (permission) {
      case "*" -> EnumSet.allOf(Right.class);
      case "read" -> EnumSet.of(Right.READ, Right.SEARCH);
      case "write" -> EnumSet.of(Right.CREATE, Right.UPDATE, Right.DELETE);
      default ->
          EnumSet.allOf(Right.class).stream()
              .filter(right -> permission.indexOf(right.letter) >= 0)
              .collect(Collectors.toCollection(() -> EnumSet.noneOf(Right.class)));
    };
  }
}
