package org.attune.faults;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Export in files, as the Bulk Data guide has it: asked for, waited for with one plea to wait
 * longer, told of in a manifest, fetched line by line, and forgotten.
 */
class LightExport {

  /** None is offered. */
  static final LightExport NONE =
      new LightExport(0) {
        @Override
        LightHospital.Answer answer(
            String method, String path, Map<String, String> query, LightHospital hospital) {
          return null;
        }

        @Override
        void tell(ObjectNode statement) {}
      };

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int NOT_YET = 3;

  private final int linesPerFile;
  private final Map<String, String> files = new TreeMap<>();
  private final Map<Integer, Integer> polls = new HashMap<>();
  private final Map<Integer, ObjectNode> manifests = new HashMap<>();
  private int exports;
  private boolean forgets;
  private boolean cutsOnce;
  private boolean refuses;
  private boolean silentAboutDeletions;
  private boolean notWhole;
  private String broken = "";
  private String deleted = "";

  LightExport(int linesPerFile) {
    this.linesPerFile = linesPerFile;
  }

  /** Its files and its status are gone from now on, until another is asked for. */
  void forget() {
    forgets = true;
  }

  /** The next file ends in the middle of a line. */
  void cutOnce() {
    cutsOnce = true;
  }

  /** A line that no one can read, at the head of each file of appointments. */
  void breakALine(String line) {
    broken = line + "\n";
  }

  /** It tells that a resource was deleted. */
  void tellDeleted(String reference) {
    deleted = reference;
  }

  /** It will make none from now on, though it says that it does. */
  void refuse() {
    refuses = true;
  }

  /** It does not say what was deleted. */
  void keepDeletionsQuiet() {
    silentAboutDeletions = true;
  }

  /** It says that it could not export everything. */
  void tellOfErrors() {
    notWhole = true;
  }

  void tell(ObjectNode statement) {
    statement
        .withArray("/rest")
        .addObject()
        .put("mode", "server")
        .putArray("operation")
        .addObject()
        .put("name", "export")
        .put("definition", "http://hl7.org/fhir/uv/bulkdata/OperationDefinition/export");
  }

  LightHospital.Answer answer(
      String method, String path, Map<String, String> query, LightHospital hospital) {
    if (path.equals("$export")) {
      return begun(query, hospital);
    }
    if (path.startsWith("export-status/")) {
      int number = Integer.parseInt(path.substring(path.indexOf('/') + 1));
      return method.equals("DELETE") ? ended(number) : status(number);
    }
    return path.startsWith("export-file/") ? file(path) : null;
  }

  private LightHospital.Answer begun(Map<String, String> query, LightHospital hospital) {
    if (refuses) {
      return LightHospital.Answer.of(403);
    }
    exports++;
    forgets = false;
    var at = hospital.base() + "/";
    var manifest = JSON.createObjectNode().put("transactionTime", hospital.asOf().toString());
    manifest.put("request", at + "$export").put("requiresAccessToken", false);
    var output = manifest.putArray("output");
    for (String type : query.get("_type").split(",", -1)) {
      var all =
          hospital.all(type).stream()
              .filter(each -> !changed(each).isBefore(since(query)))
              .toList();
      for (int from = 0; from < all.size(); from += linesPerFile) {
        var some = all.subList(from, Math.min(from + linesPerFile, all.size()));
        var name = "export-file/" + exports + "/" + type + "-" + from / linesPerFile;
        var head = type.equals("Appointment") ? broken : "";
        files.put(name, head + lines(some));
        output
            .addObject()
            .put("type", type)
            .put("url", at + name)
            .put("count", some.size() + (head.isEmpty() ? 0 : 1));
      }
    }
    if (!deleted.isEmpty()) {
      var name = "export-file/" + exports + "/deleted";
      files.put(
          name,
          "{\"resourceType\":\"Bundle\",\"type\":\"transaction\",\"entry\":[{\"request\":"
              + "{\"method\":\"DELETE\",\"url\":\""
              + deleted
              + "\"}}]}\n");
      manifest.putArray("deleted").addObject().put("type", "Bundle").put("url", at + name);
    }
    if (query.containsKey("_since") && !silentAboutDeletions) {
      manifest.withArray("deleted");
    }
    var errors = manifest.putArray("error");
    if (notWhole) {
      errors.addObject().put("type", "OperationOutcome").put("url", at + "export-file/errors");
    }
    manifests.put(exports, manifest);
    return new LightHospital.Answer(
        202, JSON.createObjectNode(), Map.of("Content-Location", at + "export-status/" + exports));
  }

  private static Instant since(Map<String, String> query) {
    return Instant.parse(query.getOrDefault("_since", Instant.EPOCH.toString()));
  }

  private static Instant changed(ObjectNode resource) {
    return Instant.parse(resource.path("meta").path("lastUpdated").asText());
  }

  private static String lines(List<ObjectNode> resources) {
    var text = new StringBuilder();
    resources.forEach(one -> text.append(one).append('\n'));
    return text.toString();
  }

  private LightHospital.Answer status(int number) {
    var manifest = manifests.get(number);
    if (forgets || manifest == null) {
      return LightHospital.Answer.of(404);
    }
    int times = polls.merge(number, 1, Integer::sum);
    if (times < NOT_YET) {
      return new LightHospital.Answer(
          times == 1 ? 202 : 429, JSON.createObjectNode(), Map.of("Retry-After", "1"));
    }
    return new LightHospital.Answer(200, manifest, Map.of());
  }

  private LightHospital.Answer ended(int number) {
    boolean known = manifests.remove(number) != null;
    files.keySet().removeIf(name -> name.startsWith("export-file/" + number + "/"));
    return LightHospital.Answer.of(known ? 202 : 404);
  }

  /** How many files there are that nobody said were no longer needed. */
  int left() {
    return files.size();
  }

  private LightHospital.Answer file(String name) {
    var text = files.get(name);
    if (forgets || text == null) {
      return LightHospital.Answer.of(410);
    }
    if (cutsOnce) {
      cutsOnce = false;
      text = text.substring(0, text.length() * 2 / 3);
    }
    return new LightHospital.Answer(200, TextNode.valueOf(text), Map.of());
  }
}
