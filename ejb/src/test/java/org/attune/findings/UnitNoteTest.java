package org.attune.findings;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class UnitNoteTest {

  private static final Instant MONDAY = Instant.parse("2026-03-02T09:00:00Z");

  @Test
  void a_note_keeps_its_name_whenever_it_is_counted() {
    var early = new UnitNote("service-first", "Practitioner/t1", MONDAY, 1, MONDAY.plusSeconds(1));
    var late = new UnitNote("service-first", "Practitioner/t1", MONDAY, 3, MONDAY.plusSeconds(9));

    assertThat(early.key()).isEqualTo(late.key());
    assertThat(UnitNote.key("service-first", "Practitioner/t2", MONDAY)).isNotEqualTo(late.key());
    assertThat(UnitNote.key("service-first", "Practitioner/t1", MONDAY.plusSeconds(60)))
        .isNotEqualTo(late.key());
  }

  @Test
  void a_note_that_stands_again_is_told_again_under_its_name() {
    var note = new UnitNote("group-clarity", "Appointment/g1", MONDAY, 3, MONDAY);
    var key = note.key();
    note.told(true);
    note.close(MONDAY.plusSeconds(60));

    note.reopen(4);

    assertThat(note.closed()).isEmpty();
    assertThat(note.told()).isFalse();
    assertThat(note.clients()).isEqualTo(4);
    assertThat(note.key()).isEqualTo(key);
  }
}
