package org.attune.worklist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.attune.access.Colleagues;
import org.attune.access.Role;
import org.attune.agenda.Units;
import org.attune.agenda.WorkItem.Kind;
import org.attune.ehr.EhrUnavailable;
import org.attune.worklist.ColleaguesView.Colleague;
import org.junit.jupiter.api.Test;

class FindColleaguesTest {

  private static final String NORTH = "Organization/north";
  private static final String SOUTH = "Organization/south";
  private static final Set<String> NAMED = Set.of(SOUTH, NORTH);

  private final List<String> asked = new ArrayList<>();

  private static Desk desk(String... units) {
    return new Desk("Practitioner/c", Role.LEAD, List.of(units), Set.of(), "session");
  }

  private static List<String> where(Desk desk, String shelf, Set<String> named) {
    return FindColleagues.where(desk, Kind.SIGNAL, shelf, named);
  }

  @Test
  void whoever_works_for_all_units_finds_who_works_at_those_that_the_site_names() {
    assertThat(where(desk("*"), Units.UNPLACED, NAMED)).containsExactly(NORTH, SOUTH);
    assertThat(where(desk("*"), Units.SERVICE, NAMED)).containsExactly(NORTH, SOUTH);
    assertThat(where(desk("*"), SOUTH, NAMED)).as("a row of a unit").containsExactly(SOUTH);
    assertThat(where(desk(SOUTH), Units.SERVICE, NAMED)).as("their own").containsExactly(SOUTH);
    assertThat(where(desk("*"), Units.SERVICE, Set.of())).as("none is named").isEmpty();
    assertThat(FindColleagues.where(desk("*"), Kind.REQUEST, "Practitioner/7", NAMED))
        .as("a request is to one person")
        .isEmpty();
  }

  @Test
  void where_there_is_no_unit_to_ask_at_that_is_said_instead_of_that_nobody_works_there()
      throws Exception {
    assertThat(told(List.of())).isEqualTo(new ColleaguesView(List.of(), false, false, false));
    assertThat(asked).isEmpty();
    assertThat(told(List.of("Organization/empty")))
        .isEqualTo(new ColleaguesView(List.of(), false, false, true));
  }

  @Test
  void of_more_than_five_units_five_are_asked_about_and_there_is_more() throws Exception {
    var six = List.of("Location/1", "Location/2", "Location/3", "Location/4", NORTH, SOUTH);
    assertThat(told(six.subList(0, 5)).more()).isFalse();
    asked.clear();
    var found = told(six);
    assertThat(found.more()).isTrue();
    assertThat(found.colleagues()).hasSize(5).contains(new Colleague("Practitioner/4", "Ada 4"));
    assertThat(asked).containsExactlyElementsOf(six.subList(0, 5));
  }

  @Test
  void who_works_where_is_withheld_or_not_said_just_now() throws Exception {
    assertThat(told(List.of("Organization/closed")))
        .isEqualTo(new ColleaguesView(List.of(), false, true, true));
    var north = told(List.of(NORTH)).colleagues();
    assertThat(told(List.of("Organization/closed", NORTH)))
        .as("one closed unit hides no other")
        .isEqualTo(new ColleaguesView(north, false, true, true));
    assertThat(north).isNotEmpty();
    assertThatThrownBy(() -> told(List.of(NORTH, "Organization/silent")))
        .isInstanceOf(EhrUnavailable.class);
  }

  private ColleaguesView told(List<String> units) throws EhrUnavailable {
    return FindColleagues.told("Practitioner/c", units, new Staff(asked));
  }

  /** One person at each unit, as their id says. */
  private record Staff(List<String> asked) implements Colleagues {

    @Override
    public Map<String, String> names(String user, Collection<String> practitioners) {
      return Map.of();
    }

    @Override
    public Optional<Found> at(String user, String unit, int most) throws EhrUnavailable {
      asked.add(unit);
      var id = unit.substring(unit.indexOf('/') + 1);
      return switch (id) {
        case "closed" -> Optional.empty();
        case "silent" -> throw new EhrUnavailable("silent", null);
        case "empty" -> Optional.of(new Found(Map.of(), false));
        default -> Optional.of(new Found(Map.of("Practitioner/" + id, "Ada " + id), false));
      };
    }

    @Override
    public Map<String, String> units(String user, Collection<String> units) {
      return Map.of();
    }
  }
}
