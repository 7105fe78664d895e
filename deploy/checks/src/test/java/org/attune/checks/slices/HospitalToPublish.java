package org.attune.checks.slices;

import jakarta.ejb.Local;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.attune.ehr.FormSheet;
import org.attune.ehr.FormSheet.Group;
import org.attune.ehr.FormSheet.Item;
import org.attune.ehr.FormSheet.Kind;
import org.attune.ehr.FormSheet.Option;
import org.attune.ehr.FormSheet.Scale;
import org.attune.ehr.Publications;

/** What can be filled: a form of three items. */
@Stateless
@Local(Publications.class)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class HospitalToPublish implements Publications {

  @Override
  public String all() {
    return "";
  }

  @Override
  public Optional<String> one(String type, String id) {
    return Optional.empty();
  }

  @Override
  public String kit() {
    return "";
  }

  @Override
  public FormSheet sheet(String form, Locale language) {
    return form.equals("session-note") ? note(language) : checkIn(form, language);
  }

  private static FormSheet note(Locale language) {
    return new FormSheet(
        "session-note",
        language.getLanguage(),
        "A note",
        List.of(
            new Item("distress", Kind.RATING, "How?", new Scale(0, 3, "not", "very"), List.of()),
            new Item("heard", Kind.RATING, "How?", new Scale(0, 10, "not", "fully"), List.of()),
            new Item("painful-topic", Kind.YES_NO, "Did it?", null, List.of()),
            new Item("boundary", Kind.YES_NO, "Was there?", null, List.of())),
        List.of(marker("b19"), marker("b10")));
  }

  private static Group marker(String sign) {
    var name = "marker." + sign;
    return new Group(
        name,
        "Something",
        List.of(
            new Item(
                name + ".amount", Kind.RATING, "How much?", new Scale(0, 3, "", ""), List.of()),
            choice(name + ".before", "new-step"),
            choice(name + ".my-part", "too-many-questions")));
  }

  private static Item choice(String name, String code) {
    return new Item(name, Kind.CHOICE, "Which?", null, List.of(new Option(code, code)));
  }

  private static FormSheet checkIn(String form, Locale language) {
    return new FormSheet(
        form,
        language.getLanguage(),
        "A form",
        List.of(
            new Item("mood", Kind.RATING, "How?", new Scale(0, 10, "low", "well"), List.of()),
            choices("fear", "threatened"),
            choices("audience", "care-team", "therapist")),
        List.of());
  }

  private static Item choices(String name, String... codes) {
    return new Item(
        name,
        Kind.CHOICES,
        "Which?",
        null,
        List.of(codes).stream().map(code -> new Option(code, code)).toList());
  }
}
