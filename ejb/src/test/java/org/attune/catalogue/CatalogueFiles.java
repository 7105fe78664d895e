package org.attune.catalogue;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeMap;

/** The files of the catalogue as they lie there, without any fallback. */
public final class CatalogueFiles {

  private CatalogueFiles() {}

  /** The names of all files, without their ending. */
  static List<String> all() {
    try (var files =
        Files.list(
            Path.of(
                    Objects.requireNonNull(Catalogue.class.getResource("shared.properties"))
                        .toURI())
                .resolveSibling(""))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".properties"))
          .map(name -> name.substring(0, name.length() - ".properties".length()))
          .sorted()
          .toList();
    } catch (IOException | URISyntaxException broken) {
      throw new IllegalStateException(broken);
    }
  }

  /** The texts of one file by key. */
  public static Map<String, String> read(String name) {
    try (var bytes = Catalogue.class.getResourceAsStream(name + ".properties")) {
      var file = new Properties();
      file.load(new InputStreamReader(Objects.requireNonNull(bytes, name), StandardCharsets.UTF_8));
      var texts = new TreeMap<String, String>();
      file.stringPropertyNames().forEach(key -> texts.put(key, file.getProperty(key)));
      return texts;
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
