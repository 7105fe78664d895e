package org.attune.web.paper;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.pdfbox.io.RandomAccessReadBuffer;

/** The letters of a paper, which it carries in itself: those of Latin, Greek and Cyrillic. */
final class Fonts {

  private static final CmapLookup LETTERS = letters();

  private Fonts() {}

  /** A font file. */
  static InputStream file(String kind) {
    var file = "/liberation/LiberationSans-" + kind + ".ttf";
    return Objects.requireNonNull(Fonts.class.getResourceAsStream(file), file);
  }

  /** Whether there is a sign for every letter of a text. */
  static boolean canPrint(String text) {
    return text.codePoints().allMatch(letter -> LETTERS.getGlyphId(letter) != 0);
  }

  /** A text without the letters for which there is no sign. */
  static String printable(String text) {
    return text.codePoints()
        .filter(letter -> LETTERS.getGlyphId(letter) != 0)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static CmapLookup letters() {
    try (var font = new TTFParser().parse(new RandomAccessReadBuffer(file("Regular")))) {
      return font.getUnicodeCmapLookup();
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
