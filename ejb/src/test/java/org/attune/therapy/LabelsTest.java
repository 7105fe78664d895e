package org.attune.therapy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class LabelsTest {

  private static final String NEW = "http://terminology.hl7.org/CodeSystem/v3-Confidentiality";
  private static final String OLD = "http://hl7.org/fhir/v3/Confidentiality";
  private static final String ACT = "http://terminology.hl7.org/CodeSystem/v3-ActCode";
  private static final String DEGREES = "ULMNRV";

  @Test
  void of_several_degrees_the_highest_stays_whatever_url_it_stands_under() {
    var labels =
        labels(
            label(NEW, "N"), label(OLD, "V"), label(NEW, "R"), label(ACT, "PSY"), label("", "R"));
    assertThat(labels.all())
        .containsExactlyInAnyOrder(label(OLD, "V"), label(ACT, "PSY"), label("", "R"));
  }

  @Property(tries = 300)
  void what_is_derived_from_several_is_as_confidential_as_the_most_confidential_of_them(
      @ForAll("labelled") Labels one, @ForAll("labelled") Labels other) {
    var both = one.and(other);
    assertThat(degree(both)).isEqualTo(Math.max(degree(one), degree(other)));
    assertThat(both.all()).containsAll(others(one)).containsAll(others(other));
    assertThat(both.all().stream().filter(Labels::isDegree).count()).isLessThanOrEqualTo(1);
  }

  @Property(tries = 300)
  void the_order_in_which_labels_come_together_does_not_matter(
      @ForAll("labelled") Labels one,
      @ForAll("labelled") Labels two,
      @ForAll("labelled") Labels three) {
    assertThat(one.and(two).and(three)).isEqualTo(three.and(two.and(one)));
    assertThat(one.and(one)).isEqualTo(one);
  }

  @Provide
  Arbitrary<Labels> labelled() {
    return Combinators.combine(
            Arbitraries.of(NEW, OLD, ACT, ""), Arbitraries.of("U", "L", "M", "N", "R", "V", "PSY"))
        .as(LabelsTest::label)
        .list()
        .ofMaxSize(5)
        .map(Labels::new);
  }

  private static List<SecurityLabel> others(Labels labels) {
    return labels.all().stream().filter(label -> !Labels.isDegree(label)).toList();
  }

  private static int degree(Labels labels) {
    return labels.all().stream()
        .filter(Labels::isDegree)
        .mapToInt(label -> DEGREES.indexOf(label.code()))
        .max()
        .orElse(-1);
  }

  private static Labels labels(SecurityLabel... labels) {
    return new Labels(Stream.of(labels).toList());
  }

  private static SecurityLabel label(String system, String code) {
    return new SecurityLabel(system, code);
  }
}
