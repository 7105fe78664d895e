package org.attune.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.attune.ehr.Bookmark;
import org.attune.ehr.Chart;
import org.attune.ehr.ChartEntry;
import org.attune.ehr.ChartHoldings;
import org.attune.ehr.ChartPage;
import org.attune.ehr.EhrUnavailable;
import org.attune.ehr.Feed;
import org.attune.ehr.Stretch;
import org.attune.therapy.PatientId;
import org.attune.therapy.Reading;
import org.attune.therapy.Source;
import org.junit.jupiter.api.Test;

class SecondReadingTest {

  private static final Instant MONDAY = Instant.parse("2026-03-02T03:30:00Z");
  private static final Instant TUESDAY = Instant.parse("2026-03-03T03:30:00Z");

  /** So many pages of Appointments, with one entry each; nothing else. */
  private static final class Hospital implements Chart {

    int pages;
    int silentAfter = Integer.MAX_VALUE;
    boolean leadsToItself;
    final List<String> asked = new ArrayList<>();

    Hospital(int pages) {
      this.pages = pages;
    }

    @Override
    public ChartPage stretch(Feed feed, Stretch stretch, Bookmark bookmark) throws EhrUnavailable {
      if (asked.size() == silentAfter) {
        silentAfter = Integer.MAX_VALUE;
        throw new EhrUnavailable("The EHR is silent.", null);
      }
      int page = bookmark.nextPage() == null ? 1 : Integer.parseInt(bookmark.nextPage());
      asked.add(feed + " " + page + " since " + stretch.from());
      if (feed != Feed.APPOINTMENTS) {
        return new ChartPage(List.of(), bookmark, true);
      }
      var source = new Source("Appointment", "a" + page, "1");
      var entry = new ChartEntry(source, MONDAY, new Reading.Fact<>(List.of()));
      var next =
          leadsToItself
              ? bookmark
              : new Bookmark(bookmark.since(), bookmark.reached(), "" + (page + 1));
      return new ChartPage(List.of(entry), next, page == pages);
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
    public Optional<ChartEntry> now(Source source) {
      throw new IllegalStateException();
    }

    @Override
    public boolean holds(Source source) {
      throw new IllegalStateException();
    }
  }

  private final List<String> taken = new ArrayList<>();

  private SecondReading reading(Hospital hospital) {
    return new SecondReading(
        hospital, page -> page.forEach(entry -> taken.add(entry.source().id())));
  }

  private static List<String> ids(int many) {
    var ids = new ArrayList<String>();
    for (int i = 1; i <= many; i++) {
      ids.add("a" + i);
    }
    return ids;
  }

  @Test
  void what_fits_into_one_step_is_read_at_once_and_once() throws EhrUnavailable {
    var hospital = new Hospital(3);
    assertThat(reading(hospital).goOn(MONDAY)).isTrue();
    assertThat(taken).containsExactlyElementsOf(ids(3));
    assertThat(hospital.asked).hasSize(5).allMatch(asked -> asked.endsWith(MONDAY.toString()));
  }

  @Test
  void no_step_is_longer_than_the_others_however_much_there_is() throws EhrUnavailable {
    var hospital = new Hospital(3 * SecondReading.PAGES);
    var reading = reading(hospital);
    int steps = 1;
    for (int before = 0; !reading.goOn(MONDAY); before = hospital.asked.size(), steps++) {
      assertThat(hospital.asked.size() - before).isEqualTo(SecondReading.PAGES);
    }
    assertThat(steps).isEqualTo(4);
    assertThat(taken).containsExactlyElementsOf(ids(3 * SecondReading.PAGES));
  }

  @Test
  void after_a_silence_the_feed_is_begun_anew_and_those_before_it_are_not() throws EhrUnavailable {
    var hospital = new Hospital(5);
    hospital.silentAfter = 3;
    var reading = reading(hospital);
    assertThatThrownBy(() -> reading.goOn(MONDAY)).isInstanceOf(EhrUnavailable.class);
    assertThat(reading.goOn(MONDAY)).isTrue();
    assertThat(taken.subList(2, taken.size())).containsExactlyElementsOf(ids(5));
    assertThat(hospital.asked).filteredOn(asked -> asked.startsWith("EPISODES")).hasSize(1);
  }

  @Test
  void the_next_night_begins_at_the_beginning_wherever_this_one_had_come() throws EhrUnavailable {
    var hospital = new Hospital(SecondReading.PAGES);
    var reading = reading(hospital);
    assertThat(reading.goOn(MONDAY)).isFalse();
    taken.clear();
    assertThat(reading.goOn(TUESDAY)).isFalse();
    assertThat(reading.goOn(TUESDAY)).isTrue();
    assertThat(taken).containsExactlyElementsOf(ids(SecondReading.PAGES));
    taken.clear();
    assertThat(reading.goOn(TUESDAY)).isFalse();
    assertThat(taken).startsWith("a1");
  }

  @Test
  void a_page_that_leads_to_itself_is_said_to_do_so() {
    var hospital = new Hospital(2);
    hospital.leadsToItself = true;
    assertThatThrownBy(() -> reading(hospital).goOn(MONDAY))
        .isInstanceOf(EhrUnavailable.class)
        .hasMessageContaining("leads to itself");
  }
}
