package org.attune.fhir;

import org.hl7.fhir.r4.model.IdType;
import org.jspecify.annotations.Nullable;

/**
 * What the text of a reference names, as HAPI understands it. Nearly all are as plain as {@code
 * Patient/17}, and these need no understanding.
 *
 * @param type the resource type, or null where none is named
 * @param id the id, or null where none is named
 * @param elsewhere whether it names a server
 */
record Named(@Nullable String type, @Nullable String id, boolean elsewhere) {

  static Named by(String reference) {
    int slash = reference.indexOf('/');
    if (isPlain(reference, slash)) {
      return new Named(reference.substring(0, slash), reference.substring(slash + 1), false);
    }
    var id = new IdType(reference);
    return new Named(id.getResourceType(), id.getIdPart(), id.isAbsolute());
  }

  private static boolean isPlain(String reference, int slash) {
    if (slash < 1 || slash == reference.length() - 1) {
      return false;
    }
    for (int i = 0; i < reference.length(); i++) {
      char c = reference.charAt(i);
      boolean inId = i > slash && ((c >= '0' && c <= '9') || c == '-' || c == '.');
      if (!isLetter(c) && !inId && i != slash) {
        return false;
      }
    }
    return true;
  }

  static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }
}
