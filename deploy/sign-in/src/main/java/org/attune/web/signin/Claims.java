package org.attune.web.signin;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads what a sign-in says under a name, in whichever of the usual shapes it says it. */
final class Claims {

  private Claims() {}

  /**
   * One value or several; none where it says nothing, or something that is no text.
   *
   * @param said what is said under a name, or null
   * @param name the name of a claim; where there is no such, a dot leads into an object, as in
   *     {@code realm_access.roles}
   */
  static List<String> values(Function<String, @Nullable Object> said, String name) {
    var whole = said.apply(name);
    int dot = name.indexOf('.');
    if (whole != null || dot < 0) {
      return texts(whole);
    }
    return said.apply(name.substring(0, dot)) instanceof Map<?, ?> inside
        ? values(inside::get, name.substring(dot + 1))
        : List.of();
  }

  private static List<String> texts(@Nullable Object value) {
    var all = value instanceof List<?> several ? several.stream() : Stream.ofNullable(value);
    return all.filter(String.class::isInstance).map(String.class::cast).toList();
  }
}
