package org.attune.review;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.attune.ehr.Bookmark;
import org.attune.ehr.Chart;
import org.attune.ehr.ChartEntry;
import org.attune.ehr.ChartHoldings;
import org.attune.ehr.ChartPage;
import org.attune.ehr.EhrUnavailable;
import org.attune.ehr.Feed;
import org.attune.ledger.Doubts;
import org.attune.therapy.PatientId;
import org.attune.therapy.Reading;
import org.attune.therapy.Source;
import org.junit.jupiter.api.Test;

class RestoredRecordTest {

  private static final Instant THEN = Instant.parse("2026-03-01T12:00:00Z");

  /** It answers for single resources. */
  private static final class Hospital implements Chart {

    final Map<String, ChartEntry> has = new HashMap<>();

    @Override
    public Optional<ChartEntry> now(Source source) {
      return Optional.ofNullable(has.get(source.reference()));
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
      throw new IllegalStateException();
    }

    @Override
    public boolean holds(Source source) {
      throw new IllegalStateException();
    }
  }

  private final Hospital hospital = new Hospital();
  private final List<Doubts.Told> told = new ArrayList<>();

  /** Somebody wrote it, and we were told. */
  private void written(String id, int version, Instant at) {
    var source = new Source("Appointment", id, "" + version);
    told.removeIf(one -> one.source().reference().equals(source.reference()));
    told.add(new Doubts.Told(source, at));
    hospital.has.put(source.reference(), new ChartEntry(source, at, new Reading.Fact<>(List.of())));
  }

  private List<Doubts.Told> before(Instant moment, int most) {
    return told.stream()
        .filter(one -> one.updated().isBefore(moment))
        .sorted(Comparator.comparing(Doubts.Told::updated).reversed())
        .limit(most)
        .toList();
  }

  private Optional<Instant> disagrees() throws EhrUnavailable {
    return RestoredRecord.disagrees(hospital, this::before);
  }

  private void anHourlyWeek() {
    for (int hour = 0; hour < 168; hour++) {
      written("a" + hour, 1, THEN.plus(Duration.ofHours(hour)));
    }
  }

  @Test
  void an_ehr_that_holds_what_it_told_has_not_gone_back_also_when_something_was_deleted()
      throws EhrUnavailable {
    anHourlyWeek();
    hospital.has.remove("Appointment/a167");
    assertThat(disagrees()).isEmpty();
  }

  @Test
  void a_newer_version_than_the_one_we_know_is_no_sign() throws EhrUnavailable {
    anHourlyWeek();
    var known = List.copyOf(told);
    written("a167", 2, THEN.plus(Duration.ofDays(9)));
    told.clear();
    told.addAll(known);
    assertThat(disagrees()).isEmpty();
  }

  @Test
  void the_same_version_with_fewer_digits_is_no_sign() throws EhrUnavailable {
    written("a", 1, THEN.plusSeconds(30));
    var source = new Source("Appointment", "a", "1");
    hospital.has.put("Appointment/a", new ChartEntry(source, THEN, new Reading.Fact<>(List.of())));
    assertThat(disagrees()).isEmpty();
  }

  @Test
  void one_older_version_is_enough() throws EhrUnavailable {
    anHourlyWeek();
    var backup = new HashMap<>(hospital.has);
    written("a3", 2, THEN.plus(Duration.ofDays(8)));
    hospital.has.putAll(backup);
    assertThat(disagrees()).contains(THEN.plus(Duration.ofDays(8)));
    assertThat(RestoredRecord.agreed(hospital, this::before, disagrees().orElseThrow()))
        .contains(THEN.plus(Duration.ofHours(167)));
  }

  @Test
  void what_is_new_since_the_backup_does_not_hide_what_was_lost() throws EhrUnavailable {
    anHourlyWeek();
    hospital.has.keySet().removeIf(id -> Integer.parseInt(id.replaceAll("\\D", "")) > 100);
    for (int minute = 0; minute < 20; minute++) {
      written("new" + minute, 1, THEN.plus(Duration.ofDays(7)).plusSeconds(60L * minute));
    }
    var disagrees = disagrees().orElseThrow();
    assertThat(RestoredRecord.agreed(hospital, this::before, disagrees))
        .hasValueSatisfying(
            agreed -> assertThat(agreed).isBeforeOrEqualTo(THEN.plus(Duration.ofHours(100))));
  }

  @Test
  void another_record_agrees_with_nothing() throws EhrUnavailable {
    anHourlyWeek();
    hospital.has.clear();
    assertThat(RestoredRecord.agreed(hospital, this::before, disagrees().orElseThrow())).isEmpty();
  }

  @Property(tries = 200)
  void nothing_that_was_lost_is_older_than_where_both_agree(
      @ForAll @IntRange(min = 5, max = 160) int kept) throws EhrUnavailable {
    told.clear();
    hospital.has.clear();
    anHourlyWeek();
    hospital.has.keySet().removeIf(id -> Integer.parseInt(id.replaceAll("\\D", "")) > kept);
    var agreed = RestoredRecord.agreed(hospital, this::before, disagrees().orElseThrow());
    assertThat(agreed).isPresent();
    assertThat(agreed.get()).isBeforeOrEqualTo(THEN.plus(Duration.ofHours(kept)));
  }
}
