package org.attune.web.cdshooks;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.List;
import java.util.Locale;
import org.attune.cards.Card;
import org.attune.cards.ShowCards;
import org.attune.catalogue.Catalogue;
import org.attune.detection.Level;
import org.attune.findings.Dismissal;

/** Services and cards as the standard writes them, with our words. */
@ApplicationScoped
public class CardTexts {

  /** The file of the texts. */
  private static final String OWN = "cards";

  /** The reasons for which a finding can be set aside, among what we publish. */
  private static final String REASONS = "https://attune.org/fhir/CodeSystem/dismissal-reason";

  private final Catalogue catalogue;
  private final ShowCards cards;

  @Inject
  public CardTexts(Catalogue catalogue, ShowCards cards) {
    this.catalogue = catalogue;
    this.cards = cards;
  }

  JsonObject services() {
    var services = Json.createArrayBuilder();
    for (Hook hook : Hook.values()) {
      services.add(
          Json.createObjectBuilder()
              .add("hook", hook.code())
              .add("id", hook.service())
              .add("title", text("title." + hook.code()))
              .add("description", text("description." + hook.code()))
              .add(
                  "prefetch",
                  Json.createObjectBuilder().add("patient", "Patient/{{context.patientId}}")));
    }
    return Json.createObjectBuilder().add("services", services).build();
  }

  JsonObject cards(List<Card> all, String address) {
    var built = Json.createArrayBuilder();
    all.forEach(card -> built.add(card(card, address)));
    return Json.createObjectBuilder().add("cards", built).build();
  }

  private JsonObjectBuilder card(Card card, String address) {
    return Json.createObjectBuilder()
        .add("uuid", card.id().toString())
        .add("summary", card.summary())
        .add("indicator", card.level() == Level.PRIORITY ? "warning" : "info")
        .add("detail", card.detail())
        .add("source", Json.createObjectBuilder().add("label", text("source")))
        .add("overrideReasons", reasons())
        .add(
            "links",
            Json.createArrayBuilder()
                .add(
                    Json.createObjectBuilder()
                        .add("label", text("link"))
                        .add("url", address + "/api/launch")
                        .add("type", "smart")
                        .add("appContext", card.finding().value())));
  }

  private JsonArrayBuilder reasons() {
    var reasons = Json.createArrayBuilder();
    Feedback.REASONS.forEach(
        reason ->
            reasons.add(
                Json.createObjectBuilder()
                    .add("code", code(reason))
                    .add("system", REASONS)
                    .add("display", text("reason." + code(reason)))));
    return reasons;
  }

  /** The code of a reason: {@code ALREADY_KNOWN} is {@code already-known}. */
  static String code(Dismissal reason) {
    return Catalogue.key(reason);
  }

  private String text(String key) {
    return catalogue.text(OWN, key, locale());
  }

  private Locale locale() {
    return cards.locale();
  }
}
