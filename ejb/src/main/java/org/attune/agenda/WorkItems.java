package org.attune.agenda;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.attune.therapy.PatientId;
import org.jspecify.annotations.Nullable;

/** The rows of the worklist. Whoever reads for a person names their reach, and reads no other. */
@ApplicationScoped
public class WorkItems {

  private static final Comparator<WorkItem> IN_ORDER =
      Comparator.comparing((WorkItem row) -> row.place().orElse(Long.MAX_VALUE))
          .thenComparing(WorkItem::key);

  private static final Comparator<WorkItem> BACK_FIRST =
      Comparator.comparingLong(Cursor::placeOf).thenComparing(WorkItem::key);

  /** It is over, or rests because somebody did something. */
  private static final String CLEARED =
      "(w.gone >= :left or w.restsBecause not in (PUT_OFF, WORD) and w.restsUntil >= :rests)";

  /** No row has another name; not every sign is one that a database takes. */
  private static final Pattern KEY = Pattern.compile("[0-9a-f]{64}");

  private final EntityManager database;

  @Inject
  public WorkItems(EntityManager database) {
    this.database = database;
  }

  /**
   * One page.
   *
   * @param rows its rows, in order
   * @param next where the next one begins, or null
   * @param previous where the one before it ends, or null
   */
  public record Page(List<WorkItem> rows, @Nullable Cursor next, @Nullable Cursor previous) {
    public Page {
      rows = List.copyOf(rows);
    }
  }

  /**
   * How many rows there are.
   *
   * @param all on the list
   * @param unseen that nobody has seen
   * @param mine that the person has taken
   * @param nobodys that nobody has taken
   * @param goals with a goal to be decided about
   * @param resting that rest, beside those on the list
   */
  public record Counts(long all, long unseen, long mine, long nobodys, long goals, long resting) {}

  /**
   * A page of what somebody wants to read: a short walk along the index for each shelf.
   *
   * @param from beside which row, or null for the first page
   */
  @Transactional
  public Page page(Reach reach, Wanted wanted, @Nullable Cursor from, int most) {
    boolean back = from != null && from.back();
    var forth = wanted.resting() ? BACK_FIRST : IN_ORDER;
    var order = back ? forth.reversed() : forth;
    var found =
        shelves(reach, wanted)
            .flatMap(shelf -> walk(shelf, reach, wanted, from, most + 1).stream())
            .sorted(order)
            .limit(most + 1L)
            .toList();
    boolean more = found.size() > most;
    var rows = found.stream().limit(most).sorted(forth).toList();
    if (rows.isEmpty()) {
      return new Page(rows, null, null);
    }
    boolean next = back || more;
    boolean previous = back ? more : from != null;
    return new Page(
        rows,
        next ? Cursor.after(rows.get(rows.size() - 1)) : null,
        previous ? Cursor.before(rows.get(0)) : null);
  }

  /** A question for one shelf, or for all; requests to the person lie on one of their own. */
  private Stream<Question> shelves(Reach reach, Wanted wanted) {
    var asked = wanted.shelf();
    var named =
        asked == null
            ? reach.shelves().stream()
            : Stream.of(asked).filter(it -> reach.everything() || reach.shelves().contains(it));
    var signals =
        reach.everything() && asked == null
            ? Stream.of(new Question("w.kind <> REQUEST"))
            : named.map(
                it -> new Question("w.shelf = :shelf and w.kind <> REQUEST").with("shelf", it));
    var requests = new Question("w.shelf = :shelf and w.kind = REQUEST");
    return asked == null
        ? Stream.concat(signals, Stream.of(requests.with("shelf", reach.person())))
        : signals;
  }

  private List<WorkItem> walk(
      Question shelf, Reach reach, Wanted wanted, @Nullable Cursor from, int most) {
    var place = wanted.resting() ? "w.restsUntil" : "w.place";
    var order = " order by " + place + ", w.key";
    if (wanted.resting()) {
      shelf.and("w.place is null and w.gone is null and w.fewEyes = false");
    }
    if (from == null) {
      shelf.and(place + " is not null");
    } else if (from.back()) {
      shelf.and("%1$s <= :place and (%1$s < :place or w.key < :key)".formatted(place));
      order = " order by " + place + " desc, w.key desc";
    } else {
      shelf.and("%1$s >= :place and (%1$s > :place or w.key > :key)".formatted(place));
    }
    if (from != null) {
      shelf.with("place", wanted.resting() ? from.moment() : from.place()).with("key", from.key());
    }
    wants(shelf, wanted);
    hides(shelf, reach);
    return shelf.ask("select w", order, WorkItem.class).setMaxResults(most).getResultList();
  }

  private static void wants(Question question, Wanted wanted) {
    if (!wanted.matters().isEmpty()) {
      question.and("w.matter in :matters").with("matters", wanted.matters());
    }
    if (!wanted.levels().isEmpty()) {
      question.and("w.level in :levels").with("levels", wanted.levels());
    }
    var seen = wanted.seen();
    if (seen != null) {
      question.and(seen ? "w.seen is not null" : "w.seen is null");
    }
    var owner = wanted.owner();
    if (owner != null && owner.equals(Wanted.NOBODY)) {
      question.and("w.owner is null");
    } else if (owner != null) {
      question.and("w.owner = :owner").with("owner", owner);
    }
    if (wanted.goals()) {
      question.and("w.goalOpen = true");
    }
  }

  private static void hides(Question question, Reach reach) {
    if (!reach.relationship()) {
      question.and("w.relationship = false and w.matter <> GOALS");
    }
    if (!reach.own().isEmpty()) {
      question.and("w.patient not in :own").with("own", reach.own());
    }
  }

  /** All that is in somebody's reach at once, whatever its place. */
  private Question inReach(Reach reach) {
    var question =
        new Question("(" + signals(reach) + " or w.kind = REQUEST and w.shelf = :person)")
            .with("person", reach.person());
    if (!reach.everything() && !reach.shelves().isEmpty()) {
      question.with("shelves", reach.shelves());
    }
    hides(question, reach);
    return question;
  }

  private static String signals(Reach reach) {
    if (reach.everything()) {
      return "w.kind <> REQUEST";
    }
    return reach.shelves().isEmpty() ? "1 = 0" : "w.kind <> REQUEST and w.shelf in :shelves";
  }

  /** Of whom a row is, where it is in somebody's reach and not over. */
  @Transactional
  public Optional<PatientId> patient(Reach reach, String key) {
    if (!KEY.matcher(key).matches()) {
      return Optional.empty();
    }
    return inReach(reach)
        .and("w.key = :key and w.gone is null and w.fewEyes = false")
        .with("key", key)
        .ask("select w.patient", "", PatientId.class)
        .getResultStream()
        .findFirst();
  }

  /** A row, as it is now. */
  @Transactional
  public Optional<WorkItem> find(String key) {
    return Optional.ofNullable(database.find(WorkItem.class, key));
  }

  /** Whether a row is pressing or has a goal to be decided about; read past what is loaded. */
  @Transactional
  public boolean pressing(String key) {
    return !database
        .createQuery(
            "select w.key from WorkItem w where w.key = :key and (w.level = PRIORITY or w.goalOpen"
                + " = true)",
            String.class)
        .setParameter("key", key)
        .getResultList()
        .isEmpty();
  }

  /** How many rows there are in somebody's reach. */
  @Transactional
  public Counts counts(Reach reach) {
    var listed = "sum(case when w.place is not null and %s then 1 else 0 end)";
    var sums =
        Stream.of(
                "w.key is not null",
                "w.seen is null",
                "w.owner = :person",
                "w.owner is null",
                "w.goalOpen = true")
            .map(listed::formatted)
            .collect(Collectors.joining(", "));
    var row =
        inReach(reach)
            .and("w.gone is null and w.fewEyes = false")
            .ask(
                "select " + sums + ", sum(case when w.place is null then 1 else 0 end)",
                "",
                Object[].class)
            .getSingleResult();
    var counts = Stream.of(row).map(WorkItems::whole).toList();
    return new Counts(
        counts.get(0), counts.get(1), counts.get(2), counts.get(3), counts.get(4), counts.get(5));
  }

  private static long whole(@Nullable Object sum) {
    return sum instanceof Number number ? number.longValue() : 0;
  }

  /** How many clients have rows that would be in somebody's reach, were they not for few eyes. */
  @Transactional
  public long leftOut(Reach reach) {
    return inReach(reach)
        .and("w.gone is null and w.fewEyes = true")
        .ask("select count(distinct w.patient)", "", Long.class)
        .getSingleResult();
  }

  /** How many further rows each of some clients has on the list in somebody's reach. */
  @Transactional
  public Map<PatientId, Long> onList(Reach reach, Collection<PatientId> patients) {
    return patients.isEmpty()
        ? Map.of()
        : inReach(reach)
            .and("w.patient in :these and w.place is not null")
            .with("these", patients)
            .ask("select w.patient, count(w)", " group by w.patient", Object[].class)
            .getResultStream()
            .collect(Collectors.toMap(row -> (PatientId) row[0], row -> (Long) row[1]));
  }

  /** Of which of some clients there are rows in somebody's reach that are not over. */
  @Transactional
  public Set<PatientId> inReach(Reach reach, Collection<PatientId> patients) {
    return patients.isEmpty()
        ? Set.of()
        : inReach(reach)
            .and("w.patient in :these and w.gone is null and w.fewEyes = false")
            .with("these", patients)
            .ask("select distinct w.patient", "", PatientId.class)
            .getResultStream()
            .collect(Collectors.toSet());
  }

  /** The rows of a client that are in somebody's reach and not over, in order. */
  @Transactional
  public List<WorkItem> of(Reach reach, PatientId patient) {
    return inReach(reach)
        .and("w.patient = :patient and w.gone is null and w.fewEyes = false")
        .with("patient", patient)
        .ask("select w", "", WorkItem.class)
        .getResultStream()
        .sorted(IN_ORDER)
        .toList();
  }

  /** The version of each of some rows that is in somebody's reach and not over. */
  @Transactional
  public Map<String, Long> versions(Reach reach, Collection<String> keys) {
    var known = known(keys);
    return known.isEmpty()
        ? Map.of()
        : standing(reach, known)
            .ask("select w.key, w.version", "", Object[].class)
            .getResultStream()
            .collect(Collectors.toMap(row -> (String) row[0], row -> (Long) row[1]));
  }

  /** Some rows, as far as they are in somebody's reach and not over. */
  @Transactional
  public List<WorkItem> these(Reach reach, Collection<String> keys) {
    var known = known(keys);
    return known.isEmpty()
        ? List.of()
        : standing(reach, known).ask("select w", "", WorkItem.class).getResultList();
  }

  private static List<String> known(Collection<String> keys) {
    return keys.stream().filter(each -> KEY.matcher(each).matches()).toList();
  }

  private Question standing(Reach reach, Collection<String> keys) {
    return inReach(reach)
        .and("w.key in :keys and w.gone is null and w.fewEyes = false")
        .with("keys", keys);
  }

  /** Rows that somebody wants to read and that came to their place, or moved up, since a moment. */
  @Transactional
  public List<String> placed(Reach reach, Wanted wanted, Instant since, int most) {
    var question =
        inReach(reach).and("w.placed >= :since and w.place is not null").with("since", since);
    if (wanted.shelf() != null) {
      question.and("w.shelf = :unit and w.kind <> REQUEST").with("unit", wanted.shelf());
    }
    wants(question, wanted);
    return question.ask("select w.key", "", String.class).setMaxResults(most).getResultList();
  }

  /** Every row of a client by its key, those that are over too. */
  @Transactional(TxType.MANDATORY)
  public Map<String, WorkItem> of(PatientId patient) {
    return database
        .createQuery("select w from WorkItem w where w.patient = :patient", WorkItem.class)
        .setParameter("patient", patient)
        .getResultStream()
        .collect(Collectors.toMap(WorkItem::key, Function.identity()));
  }

  /** The row by a detector that somebody had taken on a record which was merged into another. */
  @Transactional(TxType.MANDATORY)
  public Optional<WorkItem> ofMerged(Collection<PatientId> merged, String detector) {
    return merged.isEmpty()
        ? Optional.empty()
        : database
            .createQuery(
                "select w from WorkItem w where w.patient in :merged and w.detector = :detector and"
                    + " w.owner is not null order by w.changed desc, w.key",
                WorkItem.class)
            .setParameter("merged", merged)
            .setParameter("detector", detector)
            .setMaxResults(1)
            .getResultStream()
            .findFirst();
  }

  WorkItem keep(WorkItem row) {
    database.persist(row);
    return row;
  }

  /** Rows whose rest is over have their place again. */
  @Transactional(TxType.MANDATORY)
  public void wake(Instant now) {
    database
        .createQuery(
            "update WorkItem w set w.place = w.rankKey, w.restsUntil = null, w.restsBecause = null,"
                + " w.restsFor = null, w.placed = :now, w.changed = :now,"
                + " w.version = w.version + 1 where"
                + " w.restsUntil <= :now and w.gone is null and w.fewEyes = false")
        .setParameter("now", now)
        .executeUpdate();
  }

  /** Of whom a row rests since people decided, though a person must enter that, and nobody did. */
  @Transactional(TxType.MANDATORY)
  public List<PatientId> decidedInVain() {
    return database
        .createQuery(
            "select distinct w.patient from WorkItem w, GoalDecision d where d.key = w.key and"
                + " d.became = BY_HAND and w.restsBecause = DECIDED and w.gone is null and"
                + " (d.goalBefore is not null or not exists (select e.id from ChartEdit e where"
                + " e.finding = d.key and e.kind = TAKE_UP and e.what = COMPLETED))",
            PatientId.class)
        .getResultList();
  }

  /** Some of those of whom something was found before there were rows, in order. */
  @Transactional(TxType.MANDATORY)
  public List<PatientId> notYetListed(int most) {
    return database
        .createQuery("select n from NotYetListed n order by n.patient", NotYetListed.class)
        .setMaxResults(most)
        .getResultStream()
        .map(NotYetListed::patient)
        .toList();
  }

  /** Somebody has their rows, in this transaction, whichever version wrote none before. */
  @Transactional(TxType.MANDATORY)
  public void listed(PatientId patient) {
    var waiting = database.find(NotYetListed.class, patient.value());
    if (waiting != null) {
      database.remove(waiting);
    }
  }

  /** Forgets rows that were over before a moment. */
  @Transactional(TxType.MANDATORY)
  public void forget(Instant before) {
    database
        .createQuery("delete from WorkItem w where w.gone < :before")
        .setParameter("before", before)
        .executeUpdate();
  }

  /** Forgets every row of a client. */
  @Transactional(TxType.MANDATORY)
  public void forget(PatientId patient) {
    database
        .createQuery("delete from WorkItem w where w.patient = :patient")
        .setParameter("patient", patient)
        .executeUpdate();
    listed(patient);
  }

  /** The rows of some clients in somebody's reach, those that rest last. */
  @Transactional
  public List<WorkItem> ofClients(Reach reach, Collection<PatientId> patients) {
    return patients.isEmpty()
        ? List.of()
        : inReach(reach)
            .and("w.patient in :these and w.gone is null and w.fewEyes = false")
            .with("these", patients)
            .ask("select w", "", WorkItem.class)
            .getResultStream()
            .sorted(IN_ORDER)
            .toList();
  }

  /**
   * How many clients have signals about one matter.
   *
   * @param clients on the list
   * @param unseen with one that nobody has seen
   * @param older with one that came before a moment
   * @param cleared with one that has left the list since a moment, other than by being put off
   */
  public record Figures(long clients, long unseen, long older, long cleared) {}

  /**
   * From when on what is counted.
   *
   * @param came what came before it is old
   * @param left what has left the list since then was cleared
   * @param rests what rests at least until then does so since then
   */
  public record Since(Instant came, Instant left, Instant rests) {}

  /** How many clients have signals in somebody's reach, by what they are about. */
  @Transactional
  public Map<Matter, Figures> figures(Reach reach, Since since) {
    var listed = "w.place is not null";
    var sums =
        Stream.of(
                listed,
                listed + " and w.seen is null",
                listed + " and w.entered < :came",
                "w.place is null and " + CLEARED)
            .map("count(distinct case when %s then w.patient end)"::formatted)
            .collect(Collectors.joining(", "));
    return ofEverybody(reach, since)
        .with("came", since.came())
        .ask("select w.matter, " + sums, " group by w.matter", Object[].class)
        .getResultStream()
        .collect(Collectors.toMap(row -> (Matter) row[0], WorkItems::figures));
  }

  private static Figures figures(Object[] row) {
    return new Figures(whole(row[1]), whole(row[2]), whole(row[3]), whole(row[4]));
  }

  /** On how many therapists' caseloads those clients are, by what it is about. */
  @Transactional
  public Map<Matter, Long> therapists(Reach reach, Since since) {
    return ofEverybody(reach, since)
        .and("(w.place is not null or " + CLEARED + ")")
        .and("f.key = w.key and f.caseload <> ''")
        .ask(
            "select w.matter, count(distinct f.caseload)",
            " group by w.matter",
            ", Finding f",
            Object[].class)
        .getResultStream()
        .collect(Collectors.toMap(row -> (Matter) row[0], row -> (Long) row[1]));
  }

  /** Signals alone: requests are to one person, and told to nobody else in any form. */
  private Question ofEverybody(Reach reach, Since since) {
    var question = new Question(signals(reach) + " and w.fewEyes = false");
    if (!reach.everything() && !reach.shelves().isEmpty()) {
      question.with("shelves", reach.shelves());
    }
    hides(question, reach);
    return question.with("left", since.left()).with("rests", since.rests());
  }

  /** A question to the table, while it is put into words. */
  private final class Question {

    private final StringBuilder conditions;
    private final List<Map.Entry<String, Object>> given = new ArrayList<>();

    Question(String condition) {
      conditions = new StringBuilder(condition);
    }

    Question and(String condition) {
      conditions.append(" and ").append(condition);
      return this;
    }

    Question with(String name, Object value) {
      given.add(Map.entry(name, value));
      return this;
    }

    <T> TypedQuery<T> ask(String select, String end, Class<T> type) {
      return ask(select, end, "", type);
    }

    <T> TypedQuery<T> ask(String select, String end, String beside, Class<T> type) {
      var query =
          database.createQuery(
              select + " from WorkItem w" + beside + " where " + conditions + end, type);
      given.forEach(each -> query.setParameter(each.getKey(), each.getValue()));
      return query;
    }
  }
}
