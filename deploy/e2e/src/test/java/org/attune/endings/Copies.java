package org.attune.endings;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Makes a ledger large: each client of a stopped server's ledger once more, as often as is wanted,
 * with names of their own for all that is about them.
 */
final class Copies {

  private static final List<String> TABLES =
      List.of(
          "client",
          "known_resource",
          "latest_change",
          "fact",
          "finding",
          "work_item",
          "pending_write");

  private static final Set<String> BY_PATIENT = Set.of("client", "finding", "work_item");

  private static final Set<String> KEYS = Set.of("finding_key", "item_key", "about");

  private static final String APART = "to_copy_";

  private final String address;
  private final String user;
  private final String password;

  Copies(String address, String user, String password) {
    this.address = address;
    this.user = user;
    this.password = password;
  }

  /** Makes as many copies of everybody as bring the ledger to so many clients at least. */
  long fill(int clients) throws SQLException {
    try (var connection = DriverManager.getConnection(address, user, password)) {
      long there = count(connection);
      for (var table : TABLES) {
        setAside(connection, table);
      }
      for (long copy = 1; copy * there < clients; copy++) {
        for (var table : TABLES) {
          copy(connection, table, copy);
        }
      }
      for (var table : TABLES) {
        run(connection, "drop table " + APART + table);
      }
      run(connection, "analyze");
      return count(connection);
    }
  }

  /** Which clients something was found of, spread over all of them. */
  List<String> found(int most) throws SQLException {
    try (var connection = DriverManager.getConnection(address, user, password);
        var rows =
            connection
                .createStatement()
                .executeQuery("select distinct patient from finding order by patient")) {
      var all = new ArrayList<String>();
      while (rows.next()) {
        all.add(rows.getString(1));
      }
      int step = Math.max(1, all.size() / most);
      var some = new ArrayList<String>();
      for (int i = 0; i < all.size() && some.size() < most; i += step) {
        some.add(all.get(i));
      }
      return some;
    }
  }

  /** Opens charts as launches would have; of their words the ledger has the digests. */
  void open(List<String> digests, List<String> patients, String user) throws SQLException {
    try (var connection = DriverManager.getConnection(address, this.user, password);
        var insert =
            connection.prepareStatement(
                "insert into chart_session (id, token_digest, viewer, viewer_role, patient,"
                    + " reason_needed, began, ends) values (?, ?, ?, 'CLINICIAN', ?, false,"
                    + " current_timestamp, current_timestamp + interval '4' hour)")) {
      for (int i = 0; i < patients.size(); i++) {
        insert.setString(1, "session-" + i);
        insert.setString(2, digests.get(i));
        insert.setString(3, user);
        insert.setString(4, patients.get(i));
        insert.executeUpdate();
      }
    }
  }

  /** What the ledger keeps of a word that opens something. */
  static String digest(String word) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(word.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static long count(Connection connection) throws SQLException {
    try (var rows = connection.createStatement().executeQuery("select count(*) from client")) {
      rows.next();
      return rows.getLong(1);
    }
  }

  private static void copy(Connection connection, String table, long copy) throws SQLException {
    var names = new ArrayList<String>();
    var values = new ArrayList<String>();
    try (var rows =
        connection.createStatement().executeQuery("select * from " + table + " where 1 = 0")) {
      var columns = rows.getMetaData();
      for (int i = 1; i <= columns.getColumnCount(); i++) {
        names.add(columns.getColumnName(i));
        values.add(value(columns, i, copy));
      }
    }
    run(
        connection,
        "insert into %s (%s) select %s from %s"
            .formatted(table, String.join(", ", names), String.join(", ", values), APART + table));
  }

  /** What is copied, so that it is not looked for among the copies; what is about nobody is not. */
  private static void setAside(Connection connection, String table) throws SQLException {
    run(
        connection,
        "create table %s as select * from %s where %s".formatted(APART + table, table, of(table)));
  }

  private static String of(String table) {
    if (table.equals("pending_write")) {
      return "about in (select finding_key from finding where " + of("finding") + ")";
    }
    var key = BY_PATIENT.contains(table) ? "patient" : "reference";
    return "%1$s like '%%client-0%%' or %1$s like '%%group-0%%'".formatted(key);
  }

  private static String value(ResultSetMetaData columns, int column, long copy)
      throws SQLException {
    var name = columns.getColumnName(column).toLowerCase(Locale.ROOT);
    if (name.equals("pseudonym")) {
      // No original begins with this letter.
      return "'x%03x' || substring(pseudonym from 5)".formatted(copy);
    }
    if (KEYS.contains(name)) {
      return key(name, copy);
    }
    if (name.equals("id") && columns.getColumnType(column) == Types.VARCHAR) {
      // A write is named after its finding, of 64 digits, and its kind.
      return key("about", copy) + " || substring(id from 65)";
    }
    if (name.equals("id")) {
      return "id + %d".formatted(copy * 1_000_000_000L);
    }
    return columns.getColumnType(column) == Types.VARCHAR
        ? "replace(replace(%1$s, 'client-0', 'copy%2$d-client-0'), 'group-0', 'copy%2$d-group-0')"
            .formatted(name, copy)
        : name;
  }

  /** Still 64 hexadecimal digits, and turned, so that it is none of the originals. */
  private static String key(String name, long copy) {
    return "'%1$04x' || substring(%2$s from 9) || substring(%2$s from 5 for 4)"
        .formatted(copy, name);
  }

  private static void run(Connection connection, String statement) throws SQLException {
    try (var run = connection.createStatement()) {
      run.execute(statement);
    }
  }
}
