package org.attune.web.shared;

import jakarta.ws.rs.core.HttpHeaders;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.attune.catalogue.Catalogue;
import org.jspecify.annotations.Nullable;

/** In which of the languages that are shipped somebody wants to read. */
public final class Language {

  private Language() {}

  /**
   * The first that is shipped: of what was asked for, then of what the browser says.
   *
   * @param asked a language tag, or null where nothing was asked for
   */
  public static Locale of(@Nullable String asked, HttpHeaders headers) {
    return of(asked, headers.getAcceptableLanguages());
  }

  static Locale of(@Nullable String asked, List<Locale> acceptable) {
    return Stream.concat(Stream.ofNullable(asked).map(Locale::forLanguageTag), acceptable.stream())
        .map(Locale::getLanguage)
        .flatMap(
            wanted ->
                Catalogue.LANGUAGES.stream().filter(each -> each.getLanguage().equals(wanted)))
        .findFirst()
        .orElse(Catalogue.LANGUAGES.get(0));
  }
}
