package org.attune.web.clinician;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.List;
import java.util.Locale;
import org.attune.ehr.FormSheet;
import org.attune.forms.WriteNote.Paper;
import org.attune.therapy.SessionNote;
import org.attune.therapy.SessionNote.Observed;
import org.attune.web.shared.SheetJson;
import org.jspecify.annotations.Nullable;

/**
 * A therapist's note as the page reads it. What is asked about each marker is the same: once is
 * enough.
 */
final class NoteJson {

  private static final String MARKER = "marker.";

  private NoteJson() {}

  static JsonObject of(Paper paper) {
    var sheet = paper.sheet();
    var markers = Json.createArrayBuilder();
    for (FormSheet.Group group : sheet.groups()) {
      markers.add(
          Json.createObjectBuilder()
              .add("name", group.name().substring(MARKER.length()))
              .add("text", group.text()));
    }
    var written =
        SheetJson.of(sheet, paper.first()).add("markers", markers).add("asked", asked(sheet));
    var session = paper.session();
    if (session != null) {
      written.add("session", session.toString());
    }
    return written
        .add("written", notes(paper.written()))
        .add("next", paper.next().toString())
        .build();
  }

  private static JsonArrayBuilder asked(FormSheet sheet) {
    var asked = Json.createArrayBuilder();
    sheet.groups().stream()
        .limit(1)
        .flatMap(group -> group.items().stream())
        .map(item -> SheetJson.item(item).add("name", last(item.name())))
        .forEach(asked::add);
    return asked;
  }

  private static String last(String name) {
    return name.substring(name.lastIndexOf('.') + 1);
  }

  private static JsonArrayBuilder notes(List<SessionNote> notes) {
    var written = Json.createArrayBuilder();
    notes.forEach(note -> written.add(note(note)));
    return written;
  }

  private static JsonObjectBuilder note(SessionNote note) {
    var observed = Json.createArrayBuilder();
    note.observed().forEach(each -> observed.add(observed(each)));
    var ratings = Json.createObjectBuilder();
    note.ratings().forEach((item, rating) -> ratings.add(code(item), rating));
    var written =
        Json.createObjectBuilder()
            .add("id", note.source().id())
            .add("at", note.at().toString())
            .add("observed", observed)
            .add("ratings", ratings);
    var distress = note.distress();
    return distress == null ? written : written.add("distress", distress);
  }

  private static JsonObjectBuilder observed(Observed observed) {
    var written =
        Json.createObjectBuilder()
            .add("marker", observed.marker().sign())
            .add("amount", observed.amount());
    add(written, "before", observed.before());
    add(written, "my-part", observed.myPart());
    return written;
  }

  private static void add(JsonObjectBuilder to, String name, @Nullable Enum<?> chosen) {
    if (chosen != null) {
      to.add(name, code(chosen));
    }
  }

  private static String code(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
