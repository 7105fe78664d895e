package org.attune.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Reference;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamedTest {

  private static final String[] PARTS = {
    "Patient",
    "patient",
    "P",
    "17",
    "a-1.b",
    "/",
    "/",
    "_history",
    "#",
    "|",
    "?",
    ":",
    "urn:uuid:",
    "http://",
    "https://hospital.example/fhir",
    " ",
    "",
    "é",
    "_",
    "~",
    "!"
  };

  @Property(tries = 20_000)
  void a_reference_names_what_HAPI_takes_it_to_name(@ForAll long seed) {
    same(written(new Random(seed)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Patient/17",
        "Patient/client-000001.x",
        "Patient/",
        "/17",
        "17",
        "",
        "#form",
        "Patient/17/_history/2",
        "https://hospital.example/fhir/Patient/17",
        "https://hospital.example/Patient",
        "urn:uuid:0d5a5a5e-0000-4000-8000-000000000000",
        "Patient?identifier=a|b",
        "Patient/17?x=1"
      })
  void of_references_as_hospitals_write_them_too(String text) {
    same(text);
  }

  private static void same(String text) {
    var id = new IdType(text);
    assertThat(Named.by(text))
        .isEqualTo(new Named(id.getResourceType(), id.getIdPart(), id.isAbsolute()));
    assertThat(References.name(text)).isEqualTo(id.getResourceType() + "/" + id.getIdPart());
    assertThat(References.meansA("Patient", new Reference().setReference(text)))
        .isEqualTo("Patient".equals(id.getResourceType()));
  }

  @Property(tries = 5_000)
  void an_id_is_visible_and_parts_nothing(@ForAll long seed) {
    var random = new Random(seed);
    var text = written(random).repeat(1 + random.nextInt(40));
    var id = Pattern.compile("[!-~&&[^/?#|]]{1,200}");
    assertThat(References.isId(text)).isEqualTo(id.matcher(text).matches());
    assertThat(Visible.is(text, 300)).isEqualTo(text.matches("[!-~]{1,300}"));
  }

  private static String written(Random random) {
    var text = new StringBuilder();
    for (int part = random.nextInt(6); part > 0; part--) {
      text.append(PARTS[random.nextInt(PARTS.length)]);
    }
    return text.toString();
  }
}
