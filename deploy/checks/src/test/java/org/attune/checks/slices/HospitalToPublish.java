package org.attune.checks.slices;

import jakarta.ejb.Local;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.attune.ehr.FormSheet;
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
    return new FormSheet(
        form,
        language.getLanguage(),
        "A form",
        List.of(
            new Item("mood", Kind.RATING, "How?", new Scale(0, 10, "low", "well"), List.of()),
            choices("fear", "threatened"),
            choices("audience", "care-team", "therapist")));
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
