package org.attune.web.forms;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import org.attune.ehr.FormSheet;
import org.attune.forms.FillForm.Page;

/** A form as the page reads it. */
final class SheetJson {

  private SheetJson() {}

  static JsonObject of(Page page) {
    var sheet = page.sheet();
    var items = Json.createArrayBuilder();
    sheet.items().stream()
        .map(item -> item(item).add("first", page.first().contains(item.name())))
        .forEach(items::add);
    return Json.createObjectBuilder()
        .add("form", sheet.id())
        .add("language", sheet.language())
        .add("title", sheet.title())
        .add("items", items)
        .build();
  }

  private static JsonObjectBuilder item(FormSheet.Item item) {
    var written =
        Json.createObjectBuilder()
            .add("name", item.name())
            .add("kind", item.kind().name())
            .add("text", item.text())
            .add("options", options(item));
    var scale = item.scale();
    return scale == null
        ? written
        : written
            .add("lowest", scale.lowest())
            .add("highest", scale.highest())
            .add("low", scale.low())
            .add("high", scale.high());
  }

  private static JsonArrayBuilder options(FormSheet.Item item) {
    var options = Json.createArrayBuilder();
    item.options()
        .forEach(
            option ->
                options.add(
                    Json.createObjectBuilder()
                        .add("code", option.code())
                        .add("text", option.text())));
    return options;
  }
}
