package org.attune.fhir.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One place in a tree of JSON that holds a value.
 *
 * @param parent the object or array it is in
 * @param name under which name, or null in an array
 * @param index at which index, where it is an array
 */
record Slot(JsonNode parent, @Nullable String name, int index) {

  /** Every place of a tree, from the top down. */
  static List<Slot> of(JsonNode tree) {
    var slots = new ArrayList<Slot>();
    collect(tree, slots);
    return slots;
  }

  private static void collect(JsonNode node, List<Slot> into) {
    if (node instanceof ObjectNode object) {
      for (Map.Entry<String, JsonNode> field : object.properties()) {
        into.add(new Slot(object, field.getKey(), 0));
        collect(field.getValue(), into);
      }
    } else if (node instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        into.add(new Slot(array, null, i));
        collect(array.get(i), into);
      }
    }
  }

  JsonNode value() {
    return name == null ? parent.get(index) : parent.get(name);
  }

  void put(JsonNode value) {
    if (name != null) {
      ((ObjectNode) parent).set(name, value);
    } else {
      ((ArrayNode) parent).set(index, value);
    }
  }

  void remove() {
    if (name != null) {
      ((ObjectNode) parent).remove(name);
    } else {
      ((ArrayNode) parent).remove(index);
    }
  }

  /** Puts the value there so many times more, where it is one of a list. */
  void repeat(int times) {
    if (parent instanceof ArrayNode array) {
      for (int i = 0; i < times; i++) {
        array.insert(index, value().deepCopy());
      }
    } else if (name != null) {
      var list = ((ObjectNode) parent).arrayNode();
      for (int i = 0; i <= times; i++) {
        list.add(value().deepCopy());
      }
      put(list);
    }
  }
}
