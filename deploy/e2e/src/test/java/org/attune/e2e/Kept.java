package org.attune.e2e;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a server keeps in its database.
 *
 * @param moment as of when it last found anything new
 * @param figures the figures of the service, as a replay takes them
 * @param standing everything that stands by its detectors, whether or not it is on the chart
 */
record Kept(Instant moment, SortedMap<String, Object> figures, List<Said> standing) {

  static Kept in(Connection database) throws SQLException {
    return new Kept(moment(database), figures(database), standing(database));
  }

  private static Instant moment(Connection database) throws SQLException {
    try (var rows = database.createStatement().executeQuery("select max(opened) from finding")) {
      rows.next();
      return rows.getObject(1, OffsetDateTime.class).toInstant();
    }
  }

  private static SortedMap<String, Object> figures(Connection database) throws SQLException {
    var figures = new TreeMap<String, Object>();
    try (var rows = database.createStatement().executeQuery("select * from service_norms")) {
      rows.next();
      figures.put("missRate", rows.getDouble("miss_rate"));
      figures.put("reasonsCoded", rows.getDouble("reasons_coded"));
      figures.put("formsReturned", rows.getDouble("forms_returned"));
      figures.put("withinPersonSd", numbers(rows.getString("within_person_sd")));
      figures.put("lowCentile", numbers(rows.getString("low_centile")));
    }
    return figures;
  }

  private static List<Said> standing(Connection database) throws SQLException {
    var standing = new ArrayList<Said>();
    try (var rows =
        database
            .createStatement()
            .executeQuery("select * from finding where stage <> 'RESOLVED'")) {
      while (rows.next()) {
        standing.add(said(rows));
      }
    }
    standing.sort(Comparator.comparing(Said::place));
    return standing;
  }

  private static Said said(ResultSet row) throws SQLException {
    return new Said(
        row.getString("patient"),
        row.getString("treatment"),
        row.getString("detector"),
        row.getInt("rule_version"),
        row.getString("attention"),
        row.getString("channel"),
        row.getString("wording"),
        numbers(row.getString("numbers")),
        lines(row.getString("evidence")).stream().map(Kept::withoutVersion).toList(),
        lines(row.getString("excluded")).stream().map(Kept::excluded).toList());
  }

  private static SortedMap<String, Double> numbers(String text) {
    var numbers = new TreeMap<String, Double>();
    for (var line : lines(text)) {
      var pair = line.split("\t", -1);
      numbers.put(pair[0], Double.valueOf(pair[1]));
    }
    return numbers;
  }

  /** The reason, the type and the id of a record, parted by tabs. */
  private static String excluded(String line) {
    var parts = line.split("\t", -1);
    return parts[0] + " " + parts[1] + "/" + parts[2];
  }

  private static String withoutVersion(String source) {
    int bar = source.indexOf('|');
    return bar < 0 ? source : source.substring(0, bar);
  }

  private static List<String> lines(String text) {
    return text == null || text.isEmpty() ? List.of() : Arrays.asList(text.split("\n", -1));
  }
}
