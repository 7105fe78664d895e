package org.attune.web.paper;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.attune.worklist.WorklistCopy;
import org.attune.worklist.WorklistCopy.Column;
import org.attune.worklist.WorklistCopy.Line;
import org.attune.worklist.WorklistCopy.Resting;
import org.w3c.dom.Document;

/** Puts a copy of a worklist on paper. */
final class ListPaper {

  private static final List<Column> SHOWN =
      List.of(Column.SINCE, Column.CLIENT, Column.SENTENCE, Column.STEP, Column.LEVEL);

  private final PageWords words;
  private final WhoItIs who;

  ListPaper(PageWords words) {
    this.words = words;
    this.who = new WhoItIs(words);
  }

  Document list(WorklistCopy copy) {
    var sheet = new Sheet(copy.title(), copy.title(), words.locale());
    // Whoever has a name in other letters is told by their reference, which has none.
    var account = Fonts.printable(copy.account());
    sheet.heading(1, copy.title()).text("soft", account).onEveryPage(account);
    var leftOut = copy.leftOut();
    if (leftOut != null) {
      sheet.text("line", leftOut);
    }
    return sheet
        .table(
            SHOWN.stream().map(each -> Objects.requireNonNull(copy.heads().get(each))).toList(),
            copy.lines().stream().map(line -> cells(copy, line)).toList())
        .document();
  }

  private List<String> cells(WorklistCopy copy, Line line) {
    var due = line.due();
    var owner = line.owner();
    var rests = line.rests();
    return List.of(
        words.day(line.since()),
        who.name(line.client()) + ". " + who.particulars(line.client()),
        line.signal() + ". " + line.sentence(),
        Stream.of(
                Stream.of(line.step()),
                Stream.ofNullable(owner)
                    .map(it -> copy.heads().get(Column.OWNER) + ": " + who.printed(it, it)),
                Stream.ofNullable(due)
                    .map(it -> copy.heads().get(Column.DUE) + ": " + words.day(it)),
                Stream.ofNullable(rests).map(it -> rests(copy, it)))
            .flatMap(each -> each)
            .collect(Collectors.joining(". ")),
        line.level());
  }

  /** What rests is no open work, and says so on paper too. */
  private String rests(WorklistCopy copy, Resting rests) {
    var until = copy.heads().get(Column.RESTS_UNTIL) + ": " + words.day(rests.until());
    return until + " (" + rests.because() + ")";
  }
}
