package org.attune.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.attune.ehr.Bookmark;
import org.attune.ehr.Chart;
import org.attune.ehr.ChartEntry;
import org.attune.ehr.ChartHoldings;
import org.attune.ehr.ChartPage;
import org.attune.ehr.EhrUnavailable;
import org.attune.ehr.Feed;
import org.attune.therapy.PatientId;
import org.attune.therapy.Reading;
import org.attune.therapy.Source;
import org.junit.jupiter.api.Test;

class WalkChartsTest {

  @Test
  void before_the_record_was_read_once_no_walk_is_on_its_way() {
    assertThat(WalkCharts.state(false, false)).startsWith("waits");
    assertThat(WalkCharts.state(true, false)).isEqualTo("on its way");
    assertThat(WalkCharts.state(true, true)).isEqualTo("done");
  }

  @Test
  void all_charts_are_asked_for_once_a_week_and_after_a_record_that_went_back_in_time() {
    var asked = Optional.of(THEN);
    var sixDaysLater = Optional.of(THEN.plus(Duration.ofDays(6)));
    assertThat(WalkCharts.mayGoByExport(sixDaysLater, asked)).isTrue();
    assertThat(WalkCharts.mayGoByExport(Optional.of(THEN.plus(WalkCharts.A_WEEK)), asked))
        .isFalse();
    assertThat(WalkCharts.mayGoByExport(sixDaysLater, Optional.empty())).isFalse();
  }

  private static final Instant THEN = Instant.parse("2026-03-01T12:00:00Z");

  /** Ids begin with whose they are. */
  private static final class Hospital implements Chart {

    final Map<String, ChartEntry> has = new TreeMap<>();
    final Set<String> hidden = new HashSet<>();
    final List<String> askedFor = new ArrayList<>();
    int searches;
    boolean answersForTheFirstOnly;
    final Map<String, Instant> since = new TreeMap<>();

    void put(String patient, String id, Instant updated) {
      var source = new Source("Appointment", patient + "-" + id, "1");
      has.put(source.reference(), new ChartEntry(source, updated, new Reading.Fact<>(List.of())));
    }

    @Override
    public ChartPage changes(Feed feed, Bookmark bookmark) {
      throw new IllegalStateException();
    }

    @Override
    public List<ChartEntry> everythingOf(PatientId patient) {
      throw new IllegalStateException();
    }

    @Override
    public ChartHoldings holdings(Collection<PatientId> patients, Predicate<ChartEntry> known) {
      searches++;
      var whose = answersForTheFirstOnly ? List.copyOf(patients).subList(0, 1) : patients;
      var found =
          has.values().stream()
              .filter(entry -> !hidden.contains(entry.source().reference()))
              .filter(
                  entry ->
                      whose.stream().anyMatch(p -> entry.source().id().startsWith(p.value() + "-")))
              .toList();
      return new ChartHoldings(found, Set.of("Appointment"), since);
    }

    @Override
    public Optional<ChartEntry> now(Source source) {
      return Optional.ofNullable(has.get(source.reference()));
    }

    @Override
    public boolean holds(Source source) {
      askedFor.add(source.reference());
      return has.containsKey(source.reference());
    }
  }

  private final Hospital hospital = new Hospital();
  private final Map<String, Instant> ledger = new TreeMap<>();

  private WalkCharts.Found walk(List<PatientId> patients) throws EhrUnavailable {
    return WalkCharts.lookInto(hospital, patients, this::heldOf);
  }

  private Map<String, Instant> heldOf(List<PatientId> patients) {
    return ledger.entrySet().stream()
        .filter(
            one ->
                patients.stream()
                    .anyMatch(p -> one.getKey().startsWith("Appointment/" + p.value() + "-")))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private List<PatientId> clients(int many, int records) {
    var patients = new ArrayList<PatientId>();
    for (int n = 0; n < many; n++) {
      patients.add(new PatientId("p" + n));
      for (int m = 0; m < records; m++) {
        hospital.put("p" + n, "" + m, THEN);
        ledger.put("Appointment/p" + n + "-" + m, THEN);
      }
    }
    return patients;
  }

  private static List<String> references(List<ChartEntry> entries) {
    return entries.stream().map(entry -> entry.source().reference()).toList();
  }

  @Test
  void where_nothing_has_changed_one_look_is_enough_and_there_is_no_news() throws EhrUnavailable {
    var found = walk(clients(25, 4));
    assertThat(found.changed()).isEmpty();
    assertThat(found.gone()).isEmpty();
    assertThat(hospital.searches).isEqualTo(1);
    assertThat(hospital.askedFor).isEmpty();
  }

  @Test
  void what_matters_for_a_while_only_is_let_go_and_nobody_is_asked_whether_it_is_still_there()
      throws EhrUnavailable {
    var patients = clients(2, 30);
    hospital.since.put("Appointment", THEN.plusSeconds(1));
    hospital.has.clear();
    ledger.put("Appointment/p0-undated", Instant.EPOCH);
    ledger.put("Appointment/p1-new", THEN.plusSeconds(2));
    hospital.put("p1", "new", THEN.plusSeconds(2));
    var found = walk(patients);
    assertThat(found.past())
        .hasSize(60)
        .doesNotContain("Appointment/p1-new", "Appointment/p0-undated");
    assertThat(references(found.gone())).containsExactly("Appointment/p0-undated");
    assertThat(hospital.askedFor).containsExactly("Appointment/p0-undated");
    hospital.since.put("Appointment", Instant.MAX);
    assertThat(walk(patients).past()).as("where none of it is read").hasSize(62);
  }

  @Test
  void what_changed_or_came_without_a_word_is_news() throws EhrUnavailable {
    var patients = clients(2, 2);
    hospital.put("p0", "1", THEN.plusSeconds(5));
    hospital.put("p1", "new", THEN.minusSeconds(500));
    assertThat(references(walk(patients).changed()))
        .containsExactly("Appointment/p0-1", "Appointment/p1-new");
  }

  @Test
  void what_the_ehr_no_longer_has_is_withdrawn_as_of_just_after_it_was_held()
      throws EhrUnavailable {
    var patients = clients(2, 2);
    hospital.has.remove("Appointment/p1-0");
    assertThat(walk(patients).gone())
        .singleElement()
        .satisfies(
            gone -> {
              assertThat(gone.source().reference()).isEqualTo("Appointment/p1-0");
              assertThat(gone.reading()).isInstanceOf(Reading.Withdrawn.class);
              assertThat(gone.updated()).isBetween(THEN.plusNanos(1), THEN.plusMillis(1));
            });
  }

  @Test
  void what_a_search_leaves_out_and_the_ehr_has_by_its_id_stays() throws EhrUnavailable {
    var patients = clients(2, 2);
    hospital.hidden.add("Appointment/p1-0");
    assertThat(walk(patients).gone()).isEmpty();
    assertThat(hospital.askedFor).containsExactly("Appointment/p1-0");
  }

  @Test
  void of_a_type_that_could_not_be_read_nothing_is_let_go() throws EhrUnavailable {
    var patients = clients(1, 1);
    ledger.put("Appointment/p0-0", THEN);
    var known = new TreeMap<>(ledger);
    known.put("Goal/p0-1", THEN);
    var found = WalkCharts.lookInto(hospital, patients, any -> known);
    assertThat(found.gone()).isEmpty();
    assertThat(hospital.askedFor).isEmpty();
  }

  @Test
  void a_server_that_answers_for_the_first_of_several_clients_is_asked_for_each()
      throws EhrUnavailable {
    var patients = clients(10, 5);
    hospital.answersForTheFirstOnly = true;
    var found = walk(patients);
    assertThat(found.gone()).isEmpty();
    assertThat(hospital.searches).isEqualTo(11);
    assertThat(hospital.askedFor).isEmpty();
  }

  @Test
  void one_client_who_was_taken_out_of_the_record_is_let_go() throws EhrUnavailable {
    var patients = clients(3, 30);
    hospital.has.keySet().removeIf(reference -> reference.startsWith("Appointment/p1-"));
    assertThat(walk(patients).gone()).hasSize(30);
  }

  @Test
  void an_empty_record_empties_nothing_here() {
    var patients = clients(25, 30);
    hospital.has.clear();
    assertThatThrownBy(() -> walk(patients))
        .isInstanceOf(EhrUnavailable.class)
        .hasMessageContaining("right record");
  }
}
