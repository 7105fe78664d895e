package org.attune.validation;

import static org.attune.validation.Chapter.row;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import org.attune.detection.Level;
import org.attune.norms.ServiceNorms;
import org.attune.therapy.CancellationReason;
import org.attune.therapy.Courses;

/** V6: two groups that are engaged alike, one of which has more that gets in the way. */
final class FairnessStudy {

  private static final double ENGAGEMENT = 0.08;
  private static final double IN_THE_WAY = 0.15;
  private static final double LEAST_CODED = 0.90;
  private static final double FAIR_FROM = 0.95;
  private static final int LEARNING = 3;
  private static final String FEWER =
      "fewer of group B's twelve bookings count, so fewer of its clients are asked about; the"
          + " difference is not to its harm";

  private final Chance chance;
  private final Progress progress;
  private final int clients;
  private final Resampling resampling;
  private final Judge judge = Judge.by(AttendanceStudy.DETECTOR);

  FairnessStudy(Chance chance, Progress progress, int clients) {
    this.chance = chance.part("fairness");
    this.progress = progress;
    this.clients = clients;
    resampling = new Resampling(this.chance.part("resampling"));
  }

  /** What becomes of a structural cause that nobody coded. */
  private enum Uncoded {
    /** Nothing is recorded: the product may ask a question, never more. */
    LEFT_OPEN,
    /** It is put down as the client's own: the worst that a record can do. */
    TAKEN_FOR_OWN
  }

  /** What the share of sessions that are missed for an own reason is a share of. */
  private enum Own {
    /** Of the sessions that nothing stands in the way of: both groups are engaged alike. */
    OF_POSSIBLE,
    /** Of all bookings: of those it can come to, group B then misses more. */
    OF_ALL
  }

  /**
   * How often a client of a group was asked about within twelve bookings.
   *
   * @param any by a signal of any level
   * @param review by one that asks for a look
   * @param accessWording by one that only asks about access
   */
  private record Asked(boolean any, boolean review, boolean accessWording) {}

  Chapter chapter() {
    var chapter = new Chapter("V6", "Fairness when more gets in the way");
    chapter.say(
        clients + " clients in each group, twelve bookings after three kept sessions. In both",
        "groups clients who can come miss 8 % of the sessions for a reason of their own. In group B",
        "want of transport stands in the way of 15 % of the sessions first; a share of that is coded,",
        "and the service knows the share. The ratio is of the clients of B to those of A that are",
        "ever asked about, drawn alike and resampled together; 1 is equal. A cause that is not coded is either left open (no reason recorded), as records",
        "mostly have it, or taken for the client's own, the worst case.");
    var rows = new ArrayList<List<String>>();
    for (Uncoded uncoded : Uncoded.values()) {
      for (double coded : List.of(0.5, 0.8, 0.89, 0.90, 0.95, 1.0)) {
        rows.add(compare(chapter, uncoded, coded, Own.OF_POSSIBLE));
      }
    }
    table(chapter, rows);
    otherwise(chapter);
    return chapter;
  }

  private void otherwise(Chapter chapter) {
    chapter.say(
        "Much hangs on what \"engaged alike\" means. Were the 8 % a share of all bookings, then group",
        "B would miss 9.4 % of the sessions it can come to, and no coding makes up for that. These",
        "figures have no target and are the reason to look at the groups in one's own service:");
    var rows = new ArrayList<List<String>>();
    for (Uncoded uncoded : Uncoded.values()) {
      for (double coded : List.of(0.95, 1.0)) {
        rows.add(compare(chapter, uncoded, coded, Own.OF_ALL));
      }
    }
    table(chapter, rows);
  }

  private static void table(Chapter chapter, List<List<String>> rows) {
    chapter.table(
        List.of(
            "not coded is",
            "coded",
            "any signal, A",
            "any signal, B",
            "ratio",
            "review, A",
            "review, B",
            "ratio",
            "signals that only ask about access"),
        rows);
  }

  private List<String> compare(Chapter chapter, Uncoded uncoded, double coded, Own own) {
    var a = group("A", 0, coded, uncoded, own);
    var b = group("B", IN_THE_WAY, coded, uncoded, own);
    long anyA = a.stream().filter(Asked::any).count();
    long anyB = b.stream().filter(Asked::any).count();
    long reviewA = a.stream().filter(Asked::review).count();
    long reviewB = b.stream().filter(Asked::review).count();
    long access =
        a.stream().filter(Asked::accessWording).count()
            + b.stream().filter(Asked::accessWording).count();
    var any = ratio(a, b, Asked::any);
    var review = ratio(a, b, Asked::review);
    boolean reviews = reviewA > 0;
    var name = uncoded.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    if (coded >= FAIR_FROM && own == Own.OF_POSSIBLE) {
      fair(chapter, "any signal, " + name + ", " + percent(coded) + " coded", any);
      fair(chapter, "review, " + name + ", " + percent(coded) + " coded", review);
    }
    if (coded < LEAST_CODED) {
      chapter.target(
          "below 90 % coded it steps back: " + name + ", " + percent(coded) + " coded",
          "no review; every signal only asks about access",
          reviewA + reviewB + " reviews; " + access + " of " + (anyA + anyB) + " ask about access",
          reviewA + reviewB == 0 && access == anyA + anyB);
    }
    return row(
        name,
        percent(coded),
        Figure.share(anyA, clients).percent(),
        Figure.share(anyB, clients).percent(),
        any.plain(),
        Figure.share(reviewA, clients).percent(),
        Figure.share(reviewB, clients).percent(),
        reviews ? review.plain() : "none",
        percent((double) access / (anyA + anyB)));
  }

  private Figure ratio(List<Asked> a, List<Asked> b, Predicate<Asked> counted) {
    return resampling.ratio(
        clients,
        client -> counted.test(b.get(client)) ? 1 : 0,
        client -> counted.test(a.get(client)) ? 1 : 0);
  }

  private static String percent(double share) {
    return Math.round(100 * share) + " %";
  }

  private static void fair(Chapter chapter, String what, Figure ratio) {
    chapter.target(
        "ratio of the groups: " + what,
        "0.8 to 1.25",
        ratio.plain(),
        ratio.value() >= 0.8 && ratio.value() <= 1.25,
        ratio.value() < 0.8 ? FEWER : null);
  }

  private List<Asked> group(String name, double inTheWay, double coded, Uncoded uncoded, Own own) {
    var norms = new ServiceNorms(Map.of(), 0.12, coded);
    var part = chance.part("clients");
    double missed = own == Own.OF_POSSIBLE ? ENGAGEMENT : ENGAGEMENT / (1 - inTheWay);
    return progress.over(
        "fairness, group " + name + ", " + percent(coded) + " coded",
        clients,
        client ->
            asked(part.course(client), new Hindrance(inTheWay, coded, uncoded, missed), norms));
  }

  /**
   * What keeps the clients of a group from coming.
   *
   * @param inTheWay the share of sessions that something stands in the way of
   * @param coded the share of those of which the record says so
   * @param uncoded what becomes of the others
   * @param missed the share of the sessions they could come to that they miss
   */
  private record Hindrance(double inTheWay, double coded, Uncoded uncoded, double missed) {}

  private Asked asked(SplittableRandom random, Hindrance hindrance, ServiceNorms norms) {
    var course = Courses.course().attended(LEARNING);
    boolean any = false;
    boolean review = false;
    boolean access = true;
    for (int booking = 0; booking < AttendanceStudy.BOOKINGS; booking++) {
      if (!kept(course, random, hindrance)) {
        var signal = judge.one(course.build(), norms);
        any |= signal.isPresent();
        review |= signal.filter(found -> found.level() == Level.REVIEW).isPresent();
        access &= signal.filter(found -> !found.wording().equals("flag.ask-access")).isEmpty();
      }
    }
    return new Asked(any, review, any && access);
  }

  /** One more booking; whether it took place. Only one that did not can raise anything. */
  private static boolean kept(Courses course, SplittableRandom random, Hindrance hindrance) {
    boolean stopped = random.nextDouble() < hindrance.inTheWay();
    boolean own = random.nextDouble() < hindrance.missed();
    boolean recorded = random.nextDouble() < hindrance.coded();
    if (!stopped && !own) {
      course.attended();
      return true;
    }
    course.missed(reason(stopped, recorded, hindrance.uncoded()));
    return false;
  }

  private static CancellationReason reason(boolean stopped, boolean recorded, Uncoded uncoded) {
    if (stopped && recorded) {
      return CancellationReason.TRANSPORT;
    }
    return stopped && uncoded == Uncoded.LEFT_OPEN
        ? CancellationReason.NOT_GIVEN
        : CancellationReason.OWN_REASON;
  }
}
