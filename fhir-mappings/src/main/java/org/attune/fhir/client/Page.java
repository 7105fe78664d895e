package org.attune.fhir.client;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One page of a search or a history, cut into its entries; each resource is still text, so one that
 * is broken is broken alone.
 *
 * @param entries in the order of the page
 * @param next the link to the next page, or null
 * @param asOf when the EHR searched, by its own clock; may be empty
 */
public record Page(List<Entry> entries, @Nullable String next, String asOf) {

  /**
   * One entry.
   *
   * @param resource the text of the resource; empty where there is none
   * @param fullUrl the address the EHR gives it; may be empty
   * @param mode why a search found it: {@code match}, {@code include} or {@code outcome}; may be
   *     empty
   * @param method what a history says was done; may be empty
   * @param url to what it was done; may be empty
   * @param lastModified when; may be empty
   */
  public record Entry(
      String resource,
      String fullUrl,
      String mode,
      String method,
      String url,
      String lastModified) {

    static Entry of(String text) throws JsonText.Unbalanced {
      var members = JsonText.members(text);
      var request = inner(members, "request");
      return new Entry(
          members.getOrDefault("resource", ""),
          string(members, "fullUrl"),
          string(inner(members, "search"), "mode"),
          string(request, "method"),
          string(request, "url"),
          string(inner(members, "response"), "lastModified"));
    }
  }

  public Page {
    entries = List.copyOf(entries);
  }

  /** The page in an answer's text; empty when the text is no bundle. */
  public static Optional<Page> of(String text) throws JsonText.Unbalanced {
    var members = JsonText.members(text);
    if (!string(members, "resourceType").equals("Bundle")) {
      return Optional.empty();
    }
    var entries = new ArrayList<Entry>();
    for (String entry : JsonText.elements(members.getOrDefault("entry", "[]"))) {
      entries.add(Entry.of(entry));
    }
    return Optional.of(
        new Page(entries, next(members), string(inner(members, "meta"), "lastUpdated")));
  }

  private static @Nullable String next(Map<String, String> bundle) throws JsonText.Unbalanced {
    for (String link : JsonText.elements(bundle.getOrDefault("link", "[]"))) {
      var members = JsonText.members(link);
      if (string(members, "relation").equals("next")) {
        return string(members, "url");
      }
    }
    return null;
  }

  private static Map<String, String> inner(Map<String, String> members, String name)
      throws JsonText.Unbalanced {
    return JsonText.members(members.getOrDefault(name, "{}"));
  }

  private static String string(Map<String, String> members, String name) {
    return JsonText.string(members.getOrDefault(name, ""));
  }
}
