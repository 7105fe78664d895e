package org.attune.ledger;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.ser.std.StdScalarSerializer;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.attune.therapy.Booking;
import org.attune.therapy.CareGoal;
import org.attune.therapy.ChartFact;
import org.attune.therapy.CheckIn;
import org.attune.therapy.Client;
import org.attune.therapy.DocumentedResponse;
import org.attune.therapy.Exchange;
import org.attune.therapy.GoalReview;
import org.attune.therapy.GoalScore;
import org.attune.therapy.InstrumentId;
import org.attune.therapy.Objection;
import org.attune.therapy.PatientId;
import org.attune.therapy.Plan;
import org.attune.therapy.ReadinessRuler;
import org.attune.therapy.RiskAnswer;
import org.attune.therapy.ScaleScore;
import org.attune.therapy.SessionNote;
import org.attune.therapy.Source;
import org.attune.therapy.StepReview;
import org.attune.therapy.TeleCheck;
import org.attune.therapy.TherapistId;
import org.attune.therapy.Treatment;
import org.attune.therapy.Visit;

/**
 * A fact as one line of JSON. No query looks into it: facts are read by client, whole, so their
 * shape is not worth a column each.
 */
public final class FactText {

  private static final Map<String, Class<? extends ChartFact>> KINDS =
      Map.ofEntries(
          Map.entry("BOOKING", Booking.class),
          Map.entry("VISIT", Visit.class),
          Map.entry("TREATMENT", Treatment.class),
          Map.entry("SCORE", ScaleScore.class),
          Map.entry("RISK", RiskAnswer.class),
          Map.entry("CHECK_IN", CheckIn.class),
          Map.entry("SESSION_NOTE", SessionNote.class),
          Map.entry("GOAL_REVIEW", GoalReview.class),
          Map.entry("RULER", ReadinessRuler.class),
          Map.entry("STEP", StepReview.class),
          Map.entry("TELE_CHECK", TeleCheck.class),
          Map.entry("GOAL", CareGoal.class),
          Map.entry("PLAN", Plan.class),
          Map.entry("GOAL_SCORE", GoalScore.class),
          Map.entry("OBJECTION", Objection.class),
          Map.entry("TRIED", DocumentedResponse.class),
          Map.entry("EXCHANGE", Exchange.class),
          Map.entry("CLIENT", Client.class));

  private static final String PERSON = "Patient/";

  private static final Map<Class<? extends ChartFact>, String> NAMES =
      KINDS.entrySet().stream().collect(Collectors.toMap(Map.Entry::getValue, Map.Entry::getKey));

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .addModule(
              new SimpleModule("attune")
                  .addSerializer(new Writing<>(PatientId.class, PatientId::value))
                  .addDeserializer(PatientId.class, new Parsing<>(PatientId.class, PatientId::new))
                  .addSerializer(new Writing<>(Instant.class, MomentText::of))
                  .addSerializer(new Writing<>(TherapistId.class, TherapistId::value))
                  .addDeserializer(
                      TherapistId.class, new Parsing<>(TherapistId.class, TherapistId::new))
                  .addSerializer(new Writing<>(InstrumentId.class, InstrumentId::value))
                  .addDeserializer(
                      InstrumentId.class, new Parsing<>(InstrumentId.class, InstrumentId::new))
                  .addSerializer(new Writing<>(Source.class, Texts::text))
                  .addDeserializer(Source.class, new Parsing<>(Source.class, Texts::source)))
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          // While nodes are upgraded one after the other, the older reads what the newer wrote.
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(
                  JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
          .build();

  private FactText() {}

  /** What kind of fact it is, in one word. */
  public static String kind(ChartFact fact) {
    var name = NAMES.get(fact.getClass());
    if (name == null) {
      throw new IllegalArgumentException("the ledger has no place for " + fact.getClass());
    }
    return name;
  }

  /** Whether it is a kind of fact at all; a later version may have kept others. */
  static boolean knows(String kind) {
    return KINDS.containsKey(kind);
  }

  static boolean isKind(String kind, Class<? extends ChartFact> type) {
    return type.equals(KINDS.get(kind));
  }

  /** The fact as one line. */
  public static String write(ChartFact fact) {
    try {
      return MAPPER.writeValueAsString(fact);
    } catch (JsonProcessingException cannotBe) {
      throw new IllegalStateException(kind(fact) + " cannot be written", cannotBe);
    }
  }

  /**
   * Reads a line back.
   *
   * @throws IllegalStateException if it is not one that was written here; says nothing of its words
   */
  public static ChartFact read(String kind, String line) {
    var type = KINDS.get(kind);
    if (type == null) {
      throw new IllegalStateException("the ledger holds facts of an unknown kind");
    }
    try {
      return MAPPER.readValue(line, type);
    } catch (JsonProcessingException broken) {
      // Its message would quote the line.
      throw new IllegalStateException("the ledger holds a broken " + kind);
    }
  }

  /** Reads a line back as one about another record, into which its own was merged. */
  static ChartFact read(String kind, String line, PatientId instead) {
    try {
      var tree = MAPPER.readTree(line);
      if (tree instanceof ObjectNode object) {
        var before = object.path("patient").asText();
        object.put("patient", instead.value());
        whatTheySaid(object, PERSON + before, PERSON + instead.value());
      }
      return read(kind, MAPPER.writeValueAsString(tree));
    } catch (JsonProcessingException broken) {
      throw new IllegalStateException("the ledger holds a broken " + kind);
    }
  }

  /** The survivor's own word stays their own: else it would be taken for another client's. */
  private static void whatTheySaid(ObjectNode fact, String before, String instead) {
    rename(fact, "expresser", before, instead);
    for (var answer : fact.path("answers")) {
      rename((ObjectNode) answer, "who", before, instead);
    }
  }

  private static void rename(ObjectNode of, String person, String before, String instead) {
    if (of.path(person).asText().split("\\|", 2)[0].equals(before)) {
      of.put(person, instead);
    }
  }

  private static final class Writing<T> extends StdScalarSerializer<T> {

    private static final long serialVersionUID = 1L;

    private final transient Function<T, String> text;

    Writing(Class<T> type, Function<T, String> text) {
      super(type);
      this.text = text;
    }

    @Override
    public void serialize(T value, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      json.writeString(text.apply(value));
    }
  }

  private static final class Parsing<T> extends StdScalarDeserializer<T> {

    private static final long serialVersionUID = 1L;

    private final transient Function<String, T> value;

    Parsing(Class<T> type, Function<String, T> value) {
      super(type);
      this.value = value;
    }

    @Override
    public T deserialize(JsonParser json, DeserializationContext context) throws IOException {
      return value.apply(json.getText());
    }
  }
}
