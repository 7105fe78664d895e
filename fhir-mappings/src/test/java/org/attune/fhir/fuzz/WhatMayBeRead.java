package org.attune.fhir.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.attune.ehr.ChartEntry;
import org.attune.fhir.Codes;
import org.attune.instruments.Instruments;
import org.attune.ledger.FactText;
import org.attune.therapy.Booking;
import org.attune.therapy.BookingStatus;
import org.attune.therapy.ChartFact;
import org.attune.therapy.CheckIn;
import org.attune.therapy.GoalScore;
import org.attune.therapy.Labels;
import org.attune.therapy.PatientId;
import org.attune.therapy.Reading;
import org.attune.therapy.ScaleScore;
import org.attune.therapy.SessionNote;
import org.attune.therapy.Source;
import org.attune.therapy.Treatment;
import org.attune.therapy.Visit;
import org.jspecify.annotations.Nullable;

/** What is asserted of everything that any text tells. */
final class WhatMayBeRead {

  /** Who is in scope. */
  static final Set<PatientId> MEMBERS =
      Set.of(new PatientId("p1"), new PatientId("p2"), new PatientId("p3"));

  /** What the columns of the ledger hold. */
  private static final int LONGEST_NAME = 255;

  private static final int LONGEST_FACT = 1_000_000;
  private static final Instant EARLIEST = Instant.parse("1970-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("2200-01-02T00:00:00Z");

  private static final JsonMapper JSON = new JsonMapper();
  private static final Instruments INSTRUMENTS = new Instruments();

  private WhatMayBeRead() {}

  /** Checks what came of a text. */
  static void holdsFor(ChartEntry entry, String text) {
    name(entry.source());
    if (entry.reading() instanceof Reading.Fact<List<ChartFact>> facts) {
      var tree = tree(text);
      assertThat(facts.value()).isNotEmpty();
      facts.value().forEach(fact -> holdsFor(fact, entry, tree));
    }
  }

  private static @Nullable JsonNode tree(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException oddJson) {
      // HAPI's parser is more lenient; such a text is not looked at more closely.
      return null;
    }
  }

  /** Whether the ledger can keep it, in every database. */
  static void name(Source source) {
    assertThat(source.reference().length()).isLessThanOrEqualTo(LONGEST_NAME);
    assertThat(source.reference()).matches("\\w{1,64}/[!-~]+");
    var version = source.version();
    if (version != null) {
      assertThat(version.length()).isLessThanOrEqualTo(LONGEST_NAME);
      assertThat(version).matches("[!-~]+");
    }
  }

  private static void holdsFor(ChartFact fact, ChartEntry entry, @Nullable JsonNode tree) {
    assertThat(MEMBERS.contains(fact.patient())).as("somebody out of scope").isTrue();
    assertThat(fact.source()).isEqualTo(entry.source());
    kept(fact, tree);
    if (fact instanceof ScaleScore score) {
      inRange(score);
    } else if (fact instanceof CheckIn checkIn) {
      ratings(checkIn.ratings().values());
    } else if (fact instanceof SessionNote note) {
      ratings(note.ratings().values());
    } else if (fact instanceof GoalScore score) {
      assertThat(score.attainment()).isBetween(-2, 2);
    } else if (fact instanceof Booking booking) {
      moments(booking.start(), booking.end());
    } else if (fact instanceof Visit visit) {
      moments(visit.start(), visit.end());
    } else if (fact instanceof Treatment treatment) {
      moments(treatment.start(), treatment.end());
    }
    if (tree != null) {
      saidInTheText(fact, tree);
    }
  }

  private static void kept(ChartFact fact, @Nullable JsonNode tree) {
    var line = FactText.write(fact);
    assertThat(line.length()).isLessThanOrEqualTo(LONGEST_FACT);
    assertThat(FactText.read(FactText.kind(fact), line)).isEqualTo(fact);
    // A label may be whatever the EHR makes it: what is derived must carry it on.
    if (tree != null && !labelled(tree)) {
      assertThat(line).doesNotContain(Morphing.WORDS);
    }
    assertThat(fact.labels()).isEqualTo(new Labels(fact.labels().all()));
  }

  /** Whether words of a person's stand in a label. */
  static boolean labelled(JsonNode tree) {
    return tree.path("meta").toString().contains(Morphing.WORDS);
  }

  private static void inRange(ScaleScore score) {
    var instrument =
        INSTRUMENTS.all().stream()
            .filter(one -> one.id().equals(score.instrument()))
            .findFirst()
            .orElseThrow();
    assertThat(score.total()).isBetween(instrument.minimum(), instrument.maximum());
    assertThat(score.parts().values()).allMatch(Double::isFinite);
  }

  private static void ratings(Collection<Integer> ratings) {
    assertThat(ratings).allMatch(rating -> rating >= 0 && rating <= 10);
  }

  private static void moments(@Nullable Instant start, @Nullable Instant end) {
    if (start != null) {
      assertThat(start).isBetween(EARLIEST, LATEST);
    }
    if (end != null) {
      assertThat(end).isBetween(EARLIEST, LATEST);
    }
    if (start != null && end != null) {
      assertThat(end).isAfterOrEqualTo(start);
    }
  }

  // What a fact says must stand in the text, as one reads it without knowing any FHIR.
  private static void saidInTheText(ChartFact fact, JsonNode tree) {
    // Where a list stands in place of a word, the parser takes one of it.
    if (fact instanceof Booking booking && tree.path("status").isTextual()) {
      assertThat(booking.status() == BookingStatus.MISSED)
          .isEqualTo(tree.path("status").asText().strip().equals("noshow"));
    }
    var answered = new HashSet<String>();
    answered(tree, answered);
    if (fact instanceof ScaleScore score && !score.observed()) {
      boolean ready = tree.toString().contains(Codes.TOTAL_SCORE);
      assertThat(ready || !answered.isEmpty()).as("a score of nothing").isTrue();
    } else if (fact instanceof CheckIn checkIn) {
      assertThat(checkIn.ratings().size()).isLessThanOrEqualTo(answered.size());
    } else if (fact instanceof SessionNote note) {
      assertThat(note.ratings().size()).isLessThanOrEqualTo(answered.size());
    }
  }

  private static void answered(JsonNode node, Set<String> into) {
    if (node.isObject() && node.hasNonNull("linkId") && node.hasNonNull("answer")) {
      words(node.path("linkId"), into);
    }
    node.forEach(each -> answered(each, into));
  }

  // Where a list stands in place of a word, the parser takes one of it, however deep it lies.
  private static void words(JsonNode node, Set<String> into) {
    if (node.isContainerNode()) {
      node.forEach(each -> words(each, into));
    } else {
      into.add(node.asText());
    }
  }
}
