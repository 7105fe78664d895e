package org.attune.worklist;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

/** Which rows somebody wants to see often, under a name of theirs. */
@Entity
@Table(name = "worklist_filter")
class SavedFilter {

  @Id
  @Column(name = "filter_key")
  private String key;

  @Column(name = "filter_id")
  private String id;

  @SuppressWarnings("UnusedVariable") // queries read it
  private String owner;

  private String name;
  private String wanted;

  @SuppressWarnings("UnusedVariable") // queries read and write it
  @Column(name = "used_at")
  private Instant used;

  SavedFilter() {}

  SavedFilter(String owner, UUID id, Instant now) {
    this.key = key(owner, id);
    this.id = id.toString();
    this.owner = owner;
    this.used = now;
    this.name = "";
    this.wanted = "";
  }

  static String key(String owner, UUID id) {
    return owner + " " + id;
  }

  void says(String called, Map<String, String> words) {
    name = called;
    wanted = written(words);
  }

  static String written(Map<String, String> words) {
    return new TreeMap<>(words)
        .entrySet().stream()
            .map(
                each ->
                    each.getKey()
                        + "="
                        + URLEncoder.encode(each.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
  }

  String id() {
    return id;
  }

  String name() {
    return name;
  }

  Map<String, String> wanted() {
    var words = new TreeMap<String, String>();
    if (wanted.isEmpty()) {
      return words;
    }
    for (String each : wanted.split("&", -1)) {
      var pair = each.split("=", 2);
      words.put(pair[0], URLDecoder.decode(pair[1], StandardCharsets.UTF_8));
    }
    return words;
  }
}
