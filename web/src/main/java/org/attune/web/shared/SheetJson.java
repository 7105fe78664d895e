package org.attune.web.shared;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import java.util.List;
import org.attune.ehr.FormSheet;

/** A form as a page reads it. */
public final class SheetJson {

  private SheetJson() {}

  /**
   * A form.
   *
   * @param first what is asked at first
   */
  public static JsonObjectBuilder of(FormSheet sheet, List<String> first) {
    var items = Json.createArrayBuilder();
    sheet.items().stream()
        .map(item -> item(item).add("first", first.contains(item.name())))
        .forEach(items::add);
    return Json.createObjectBuilder()
        .add("form", sheet.id())
        .add("language", sheet.language())
        .add("title", sheet.title())
        .add("items", items);
  }

  /** What is asked. */
  public static JsonObjectBuilder item(FormSheet.Item item) {
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
