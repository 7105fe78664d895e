package org.attune.worklist;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.attune.access.AccessLog;
import org.attune.access.Banner;
import org.attune.access.Banners;
import org.attune.access.Colleagues;
import org.attune.access.RecordAccess;
import org.attune.agenda.Units;
import org.attune.agenda.WorkItem;
import org.attune.agenda.WorkItem.Kind;
import org.attune.agenda.WorkItems;
import org.attune.catalogue.Catalogue;
import org.attune.ehr.EhrUnavailable;
import org.attune.therapy.PatientId;
import org.attune.worklist.WorklistCopy.Line;
import org.attune.worklist.WorklistCopy.Resting;
import org.attune.worklist.WorklistView.RowView;
import org.jspecify.annotations.Nullable;

/**
 * Makes a copy of a worklist that somebody takes away; each client in it is accounted for before it
 * is made. Requests to one person, what is about the working relationship, and what is only tried
 * out are in no copy.
 */
@ApplicationScoped
public class CopyWorklist {

  /** So many rows at most; of more, nobody would read a copy. */
  public static final int MOST = 200;

  private static final Banner UNKNOWN = new Banner(null, null, null);
  private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

  private final WorkItems items;
  private final Rows rows;
  private final Banners banners;
  private final Colleagues colleagues;
  private final Catalogue catalogue;
  private final AccessLog accounts;
  private final ZoneId zone;
  private final Clock clock;

  @Inject
  CopyWorklist(
      WorkItems items,
      Rows rows,
      Banners banners,
      Colleagues colleagues,
      Catalogue catalogue,
      AccessLog accounts,
      ZoneId zone,
      Clock clock) {
    this.items = items;
    this.rows = rows;
    this.banners = banners;
    this.colleagues = colleagues;
    this.catalogue = catalogue;
    this.accounts = accounts;
    this.zone = zone;
    this.clock = clock;
  }

  /** What came of it. */
  public sealed interface Answer {

    /** It is made. */
    record Taken(WorklistCopy copy) implements Answer {}

    /** There are more rows than a copy may have. */
    record TooMany() implements Answer {}

    /** The words say nothing that is understood. */
    record NotUnderstood() implements Answer {}
  }

  /**
   * Makes one.
   *
   * @param file in what form, such as {@code worklist.csv}
   * @param wanted which rows, in the words of the list's address
   * @throws EhrUnavailable when the EHR does not say who the clients are
   */
  public Answer take(Desk desk, String file, Map<String, String> wanted, Locale locale)
      throws EhrUnavailable {
    var understood = Wants.of(wanted, desk).orElse(null);
    if (understood == null) {
      return new Answer.NotUnderstood();
    }
    var page = items.page(rows.reach(desk), understood, null, MOST);
    if (page.next() != null) {
      return new Answer.TooMany();
    }
    var listed = page.rows().stream().collect(Collectors.toMap(WorkItem::key, Function.identity()));
    var standing = rows.of(page.rows(), desk, locale);
    var copied = standing.stream().filter(row -> mayLeave(row, listed.get(row.item()))).toList();
    var patients = copied.stream().map(row -> patient(row, listed)).distinct().toList();
    var names = names(desk, patients);
    var staff = staff(desk, copied, wanted);
    accounts.keepAll(
        patients.stream().map(each -> RecordAccess.export(desk.of(each), file)).toList());
    var words = new CopyWords(catalogue, locale);
    int leftOut = standing.size() - copied.size();
    return new Answer.Taken(
        new WorklistCopy(
            words.say("title"),
            account(desk, words.filter(wanted, staff), copied.size(), staff, words),
            leftOut == 0 ? null : words.leftOut(leftOut),
            words.heads(),
            copied.stream()
                .map(row -> line(row, listed.get(row.item()), names, staff, words))
                .toList(),
            locale,
            zone));
  }

  private static boolean mayLeave(RowView row, @Nullable WorkItem item) {
    return item != null && item.kind() == Kind.SIGNAL && !item.relationship() && !row.tried();
  }

  private static PatientId patient(RowView row, Map<String, WorkItem> listed) {
    return Objects.requireNonNull(listed.get(row.item())).patient();
  }

  private Map<PatientId, Banner> names(Desk desk, List<PatientId> patients) throws EhrUnavailable {
    var names = new HashMap<PatientId, Banner>();
    for (int from = 0; from < patients.size(); from += ShowWorklist.ROWS) {
      int to = Math.min(patients.size(), from + ShowWorklist.ROWS);
      names.putAll(banners.of(desk.user(), patients.subList(from, to)));
    }
    return names;
  }

  /** An EHR that says who clients are, and not who staff or units are, leaves these as they are. */
  private Map<String, String> staff(Desk desk, List<RowView> copied, Map<String, String> wanted) {
    var asked = new ArrayList<>(List.of(desk.user()));
    Stream.ofNullable(wanted.get("owner")).forEach(asked::add);
    copied.stream().flatMap(row -> Stream.ofNullable(row.owner())).forEach(asked::add);
    var named = new HashMap<String, String>();
    try {
      named.putAll(colleagues.names(desk.user(), asked));
      var unit = wanted.get("unit");
      if (unit != null && Units.isUnit(unit)) {
        named.putAll(colleagues.units(desk.user(), List.of(unit)));
      }
    } catch (EhrUnavailable unknown) {
      return Map.copyOf(named);
    }
    return Map.copyOf(named);
  }

  private String account(
      Desk desk, String filter, int count, Map<String, String> staff, CopyWords words) {
    var name = staff.get(desk.user());
    var who = name == null ? desk.user() : name + " (" + desk.user() + ")";
    var when = MOMENT.format(clock.instant().atZone(zone)) + " " + zone.getId();
    return Stream.of(
            words.said("taken-by", who),
            words.said("taken-at", when),
            words.said("which", filter),
            words.said("count", Integer.toString(count)))
        .collect(Collectors.joining(" · "));
  }

  private static Line line(
      RowView row,
      @Nullable WorkItem item,
      Map<PatientId, Banner> names,
      Map<String, String> staff,
      CopyWords words) {
    var listed = Objects.requireNonNull(item);
    var owner = row.owner();
    var rests = row.rests();
    return new Line(
        names.getOrDefault(listed.patient(), UNKNOWN),
        words.matter(listed.matter()),
        row.levelText(),
        row.name(),
        row.sentence(),
        row.since(),
        row.age(),
        words.yes(row.seen()),
        owner == null ? null : staff.getOrDefault(owner, owner),
        row.stepText(),
        row.due(),
        rests == null ? null : new Resting(rests.until(), words.say("because." + rests.because())));
  }
}
