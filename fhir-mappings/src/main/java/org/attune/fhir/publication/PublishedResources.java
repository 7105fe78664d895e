package org.attune.fhir.publication;

import jakarta.ejb.Local;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.attune.ehr.FormSheet;
import org.attune.ehr.Publications;
import org.attune.fhir.Codes;
import org.attune.fhir.client.FhirR4;
import org.attune.fhir.client.JsonText;

/** The resources that lie beside {@link Codes}, each as it is written there. */
@Stateless
@Local(Publications.class)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class PublishedResources implements Publications {

  /** The names of the files, one a line: what lies in a jar cannot be listed everywhere. */
  static final String INDEX = "index.txt";

  private static final String ENDING = ".json";

  private final OwnForms forms;

  @Inject
  public PublishedResources(FhirR4 fhir) {
    this.forms = new OwnForms(fhir);
  }

  @Override
  public String all() {
    return bundle(
        "collection",
        file -> "{\"fullUrl\":\"" + canonical(file) + "\",\"resource\":" + read(file) + "}");
  }

  @Override
  public Optional<String> one(String type, String id) {
    return files().stream()
        .filter(file -> file.equals(type + "-" + id + ENDING))
        .findFirst()
        .map(PublishedResources::read);
  }

  /**
   * Updates by canonical URL, as FHIR R4's conditional update has it. The ids are left to the EHR,
   * which may hold others under ours.
   */
  @Override
  public String kit() {
    return bundle("transaction", PublishedResources::conditionalUpdate);
  }

  @Override
  public FormSheet sheet(String form, Locale language) {
    return forms.sheet(form, language);
  }

  private static String conditionalUpdate(String file) {
    var canonical = canonical(file);
    var name = UUID.nameUUIDFromBytes(canonical.getBytes(StandardCharsets.UTF_8));
    return "{\"fullUrl\":\"urn:uuid:"
        + name
        + "\",\"resource\":"
        + withoutId(read(file))
        + ",\"request\":{\"method\":\"PUT\",\"url\":\""
        + type(file)
        + "?url="
        + canonical
        + "\"}}";
  }

  private static String withoutId(String resource) {
    try {
      return JsonText.members(resource).entrySet().stream()
          .filter(member -> !member.getKey().equals("id"))
          .map(PublishedResources::written)
          .collect(Collectors.joining(",", "{", "}"));
    } catch (JsonText.Unbalanced broken) {
      throw new IllegalStateException("a resource that we publish is no JSON", broken);
    }
  }

  private static String written(Map.Entry<String, String> member) {
    return "\"" + member.getKey() + "\":" + member.getValue();
  }

  private static String bundle(String type, Function<String, String> entry) {
    return files().stream()
        .map(entry)
        .collect(
            Collectors.joining(
                ",", "{\"resourceType\":\"Bundle\",\"type\":\"" + type + "\",\"entry\":[", "]}"));
  }

  private static String canonical(String file) {
    var type = type(file);
    var id = file.substring(type.length() + 1, file.length() - ENDING.length());
    return Codes.ATTUNE + "/" + type + "/" + id;
  }

  private static String type(String file) {
    return file.substring(0, file.indexOf('-'));
  }

  static List<String> files() {
    return read(INDEX).lines().toList();
  }

  private static String read(String file) {
    try (var stream = Codes.class.getResourceAsStream(file)) {
      if (stream == null) {
        throw new IllegalStateException("what we publish is not there: " + file);
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
