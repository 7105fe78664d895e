package org.attune.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SystemSettingsTest {

  private static final Setting<Integer> SILENCE =
      Setting.count("course.silence-days", 120, 30, 730);

  private static final Configurable COURSE =
      new Configurable() {
        @Override
        public List<Setting<?>> settings() {
          return List.of(SILENCE);
        }
      };

  @Test
  void what_is_not_set_has_its_fallback() {
    assertThat(site(Map.of()).get(SILENCE)).isEqualTo(120);
  }

  @Test
  void what_is_set_is_read_below_the_prefix() {
    assertThat(site(Map.of("attune.course.silence-days", " 90 ")).get(SILENCE)).isEqualTo(90);
  }

  @Test
  void a_value_out_of_range_is_one_sentence_with_key_value_and_range() {
    assertThatThrownBy(
            () -> site(Map.of("attune.course.silence-days", "5")).checkOwn(List.of(COURSE)))
        .isInstanceOf(SettingRejected.class)
        .hasMessage(
            "The setting attune.course.silence-days is \"5\"; it must be a whole number from 30 to"
                + " 730.");
  }

  @Test
  void a_word_that_is_none_is_told_with_the_nearest_one() {
    var modes = Setting.list("mode.shadow-detectors", List.of());
    Configurable rules =
        new Configurable() {
          @Override
          public List<Setting<?>> settings() {
            return List.of(Setting.among(modes, List.of("alliance-drop", "pace")));
          }
        };
    assertThatThrownBy(
            () ->
                site(Map.of("attune.mode.shadow-detectors", "pace, aliance-drop"))
                    .checkOwn(List.of(rules)))
        .hasMessage(
            "The setting attune.mode.shadow-detectors is \"pace, aliance-drop\"; it must be some of"
                + " alliance-drop, pace. Did you mean alliance-drop?");
  }

  @Test
  void an_unknown_key_is_one_sentence_with_the_nearest_known_key() {
    assertThatThrownBy(
            () -> site(Map.of("attune.course.silense-day", "90")).checkOwn(List.of(COURSE)))
        .hasMessage(
            "There is no setting attune.course.silense-day; did you mean"
                + " attune.course.silence-days?");
  }

  @Test
  void a_key_that_a_variable_cannot_spell_is_no_unknown_one_if_it_is_found() {
    var shown = Map.of("attune.course.silence.days", "90", "attune.course.silence-days", "90");
    assertThatCode(() -> site(shown).checkOwn(List.of(COURSE))).doesNotThrowAnyException();
    assertThatThrownBy(
            () -> site(Map.of("attune.course.silence.days", "90")).checkOwn(List.of(COURSE)))
        .hasMessage(
            "There is no setting attune.course.silence.days; did you mean"
                + " attune.course.silence-days?");
  }

  @Test
  void a_key_like_no_other_is_not_likened_to_one() {
    assertThatThrownBy(() -> site(Map.of("attune.x", "90")).checkOwn(List.of(COURSE)))
        .hasMessage("There is no setting attune.x.");
  }

  @Test
  void keys_of_other_modules_and_other_programs_are_left_to_them() {
    assertThatCode(
            () ->
                site(Map.of("attune.ehr.base-url", "x", "java.version", "17"))
                    .checkOwn(List.of(COURSE)))
        .doesNotThrowAnyException();
  }

  @Test
  void what_the_server_reads_from_the_environment_is_no_setting_of_ours() {
    assertThatCode(
            () ->
                site(Map.of("attune.db.url", "jdbc:postgresql:", "attune.store.password", "x"))
                    .checkOwn(List.of(COURSE)))
        .doesNotThrowAnyException();
  }

  @Test
  void another_module_checks_its_own_prefixes_alone() {
    assertThatThrownBy(
            () ->
                site(Map.of("attune.ehr.page-sizes", "x", "attune.nobody", "y"))
                    .check(List.of(), List.of("ehr.", "scope.")))
        .hasMessage("There is no setting attune.ehr.page-sizes.");
  }

  private static SystemSettings site(Map<String, String> properties) {
    return new SystemSettings(new PropertiesConfig(properties));
  }
}
