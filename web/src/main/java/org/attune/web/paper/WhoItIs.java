package org.attune.web.paper;

import org.attune.access.Banner;
import org.jspecify.annotations.Nullable;

/** Who a client is, as far as a paper can print it. */
final class WhoItIs {

  private final PageWords words;

  WhoItIs(PageWords words) {
    this.words = words;
  }

  /** Their name; null is a record that does not answer. */
  String name(@Nullable Banner banner) {
    return banner == null
        ? words.say("banner.silent")
        : printed(banner.name(), words.say("banner.no-name"));
  }

  /** Their birth date and record number. */
  String particulars(@Nullable Banner banner) {
    if (banner == null) {
      return "";
    }
    var unknown = words.say("unknown");
    var born = banner.birthDate();
    return words.say("banner.born")
        + ": "
        + (born == null ? unknown : words.birthday(born))
        + " · "
        + words.say("banner.number")
        + ": "
        + printed(banner.recordNumber(), unknown);
  }

  /** What the font has no letters for would be printed as signs that mean nothing. */
  String printed(@Nullable String text, String otherwise) {
    if (text == null) {
      return otherwise;
    }
    return Fonts.canPrint(text) ? text : words.say("paper.letters");
  }
}
