package org.attune.detection.goals;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.attune.detection.Category;
import org.attune.detection.Channel;
import org.attune.detection.Detector;
import org.attune.detection.Level;
import org.attune.detection.Lookout;
import org.attune.detection.Signal;
import org.attune.norms.ServiceNorms;
import org.attune.settings.Setting;
import org.attune.settings.Settings;
import org.attune.therapy.CheckIn;
import org.attune.therapy.CheckIn.Audience;
import org.attune.therapy.CheckIn.Item;
import org.attune.therapy.Respondent;
import org.attune.therapy.Session;
import org.attune.therapy.TherapyCourse;
import org.jspecify.annotations.Nullable;

/** At the start, the client expects little of it, or expects the therapist to solve it. */
@Dependent
public final class ExpectationStart implements Detector {

  static final Setting<Integer> SOLVED = Setting.count("expectation-start.solved-for-me", 8, 6, 10);
  static final Setting<Integer> LITTLE = Setting.count("expectation-start.expects-little", 3, 0, 4);

  /** With this session the beginning is over. */
  private static final int OVER_WITH = 4;

  private final int solved;
  private final int little;

  @Inject
  public ExpectationStart(Settings settings) {
    solved = settings.get(SOLVED);
    little = settings.get(LITTLE);
  }

  @Override
  public String id() {
    return "expectation-start";
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public List<Setting<?>> settings() {
    return List.of(SOLVED, LITTLE);
  }

  @Override
  public Optional<Signal> examine(TherapyCourse course, ServiceNorms norms) {
    if (course.checkIns().isEmpty() || over(course)) {
      return Optional.empty();
    }
    var hope = standing(course, Item.EXPECTANCY);
    var roles = standing(course, Item.SOLVED_FOR_ME);
    if (roles != null && (hope == null || roles.since().isBefore(hope.since()))) {
      return Optional.of(signal(roles, "flag.roles", course));
    }
    return Optional.ofNullable(hope).map(found -> signal(found, "flag", course));
  }

  private static boolean over(TherapyCourse course) {
    int held = 0;
    for (Session session : course.sessions()) {
      if (session.attended() && !session.start().isAfter(course.asOf()) && ++held == OVER_WITH) {
        return true;
      }
    }
    return false;
  }

  private record Expected(Instant since, List<CheckIn> forms) {}

  /** One form is enough while there is only one; of two or more, the last two must agree. */
  private @Nullable Expected standing(TherapyCourse course, Item item) {
    var run = new ArrayList<CheckIn>(3);
    Instant since = null;
    int forms = 0;
    for (CheckIn checkIn : course.checkIns()) {
      var rating = checkIn.ratings().get(item);
      if (rating == null || !ownAndOpen(checkIn)) {
        continue;
      }
      forms++;
      if (!speaks(item, rating)) {
        run.clear();
        since = null;
        continue;
      }
      run.add(checkIn);
      if (since == null && (forms == 1 || run.size() == 2)) {
        since = checkIn.at();
      }
    }
    return since == null ? null : new Expected(since, run);
  }

  private static boolean ownAndOpen(CheckIn checkIn) {
    return checkIn.respondent() == Respondent.CLIENT && checkIn.audience() == Audience.CARE_TEAM;
  }

  private boolean speaks(Item item, int rating) {
    return item == Item.SOLVED_FOR_ME ? rating >= solved : rating <= little;
  }

  private Signal signal(Expected expected, String wording, TherapyCourse course) {
    var forms = expected.forms();
    var numbers = new TreeMap<String, Double>();
    numbers.put("forms", (double) forms.size());
    return new Signal(
        id(),
        version(),
        Level.PROMPT,
        Category.CLINICAL,
        Channel.PROMPT,
        wording,
        numbers,
        forms.get(0).source(),
        expected.since(),
        forms.stream().map(CheckIn::source).toList(),
        filledByOthers(course),
        List.of(),
        Lookout.nextSession(course),
        false,
        List.of());
  }

  private static List<Signal.Excluded> filledByOthers(TherapyCourse course) {
    return course.checkIns().stream()
        .filter(checkIn -> checkIn.respondent() == Respondent.PROXY)
        .filter(checkIn -> checkIn.audience() == Audience.CARE_TEAM)
        .filter(
            checkIn ->
                checkIn.ratings().containsKey(Item.EXPECTANCY)
                    || checkIn.ratings().containsKey(Item.SOLVED_FOR_ME))
        .map(checkIn -> new Signal.Excluded(checkIn.source(), "excluded.proxy"))
        .toList();
  }
}
