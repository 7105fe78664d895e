package org.attune.faults;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Very many clients with the smallest charts of which anything can be said: hours each week, all of
 * them kept, one ahead, and one of yesterday of which the record tells later. Who missed it is to
 * have one Flag, which ends when that is taken back.
 */
public final class Clinic {

  /** What the record tells of yesterday's hour. */
  public enum Told {
    /** The client did not come. */
    MISSED,
    /** The client came. */
    KEPT,
    /** It was said that the client did not come, and then that they did. */
    TAKEN_BACK
  }

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String PSYCHOTHERAPY = "https://hospital.example/fhir/CodeSystem/service";
  private static final String YESTERDAY = "yesterday";
  private static final int WEEKS = 6;
  private static final int THERAPISTS = 200;
  private static final LocalTime OPENS = LocalTime.of(9, 0);

  private final LocalDate today;
  private final Map<Integer, Told> told = new TreeMap<>();

  /** Nobody has told anything of yesterday yet. */
  public Clinic(LocalDate today) {
    this.today = today;
  }

  /** The chart of a client of whom nothing was told yet of yesterday's hour. */
  public List<ObjectNode> chart(int client) {
    var all = new ArrayList<ObjectNode>();
    var patient = JSON.createObjectNode();
    patient.put("resourceType", "Patient").put("id", id(client)).put("active", true);
    all.add(patient);
    for (int week = WEEKS; week > 0; week--) {
      all.add(hour(client, "a" + (WEEKS - week), today.minusDays(1 + 7L * week), "fulfilled"));
    }
    all.add(hour(client, YESTERDAY, today.minusDays(1), "booked"));
    all.add(hour(client, "ahead", today.plusDays(6), "booked"));
    return all;
  }

  /** What the record tells next of yesterday's hour. */
  public synchronized ObjectNode tells(int client, Told what) {
    told.put(client, what);
    var status = what == Told.MISSED ? "noshow" : "fulfilled";
    return hour(client, YESTERDAY, today.minusDays(1), status);
  }

  private ObjectNode hour(int client, String name, LocalDate day, String status) {
    var start = day.atTime(OPENS.plusHours(client % 8)).atZone(Course.ZONE).toInstant();
    var hour = JSON.createObjectNode();
    hour.put("resourceType", "Appointment").put("id", id(client) + "-" + name);
    hour.put("status", status);
    var service = hour.putArray("serviceType").addObject().putArray("coding").addObject();
    service.put("system", PSYCHOTHERAPY).put("code", "psychotherapy-individual");
    hour.put("start", start.toString()).put("end", start.plusSeconds(3_000).toString());
    hour.put("created", start.minusSeconds(30 * 86_400L).toString());
    var who = hour.putArray("participant");
    for (var one : List.of(reference(client), "Practitioner/t" + client % THERAPISTS)) {
      who.addObject().put("status", "accepted").putObject("actor").put("reference", one);
    }
    return hour;
  }

  private static String id(int client) {
    return "c%06d".formatted(client);
  }

  /** By what a client is named in the record. */
  public static String reference(int client) {
    return "Patient/" + id(client);
  }

  /** Of whom anything was told, and what. */
  public synchronized Map<Integer, Told> told() {
    return new TreeMap<>(told);
  }

  /** What the record must say because of Attune, and nothing else: a line for each Flag. */
  public synchronized SortedSet<String> wanted() {
    var lines = new TreeSet<String>();
    told.forEach(
        (client, what) -> {
          if (what != Told.KEPT) {
            lines.add(reference(client) + (what == Told.MISSED ? " active" : " inactive"));
          }
        });
    return lines;
  }

  /** What the record says because of Attune, each as often as it stands there. */
  public static List<String> said(Collection<ObjectNode> flags) {
    return flags.stream()
        .map(
            flag ->
                flag.path("subject").path("reference").asText()
                    + " "
                    + flag.path("status").asText())
        .sorted()
        .toList();
  }
}
