package org.attune.ledger;

import static java.util.Comparator.comparing;

import jakarta.persistence.EntityManager;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.attune.therapy.ChartFact;
import org.attune.therapy.PatientId;
import org.hibernate.Session;
import org.hibernate.engine.spi.SessionFactoryImplementor;

/**
 * What a page adds, written many rows to a statement: a first load adds millions, and each by
 * itself costs more than all the rest of taking it.
 */
final class NewRows {

  private static final int ROWS = 50;

  /** By how much the sequence of facts steps: so many ids are taken at once. */
  private static final int STEP = 200;

  /** The class of SQL states that speak of a constraint (ISO/IEC 9075-2, table 38). */
  private static final String NOT_UNIQUE = "23";

  private static final String RESOURCES =
      "insert into known_resource (reference, version, updated, state, kind, patient, content)";
  private static final String CLIENTS =
      "insert into client (patient, pseudonym, in_scope, newcomer, dirty, faults)";
  private static final String FACTS = "insert into fact (id, kind, reference, patient, content)";

  // In order, so that of two who are the first to hear of the same clients neither waits for ever.
  private final Map<PatientId, Object[]> clients = new TreeMap<>(comparing(PatientId::value));
  private final List<Object[]> resources = new ArrayList<>();
  private final List<Object[]> facts = new ArrayList<>();

  /** Somebody of whom nothing was known. */
  void add(KnownClient client) {
    clients.put(client.patient(), client.row());
  }

  /** A version of a resource of which nothing stands there yet, and what was kept of it. */
  void add(PageEntry page, KnownResource.State state) {
    var entry = page.entry();
    var first = page.isKept() ? page.kept().get(0) : null;
    resources.add(
        new Object[] {
          page.reference(),
          entry.source().version(),
          entry.updated().atOffset(ZoneOffset.UTC),
          state.name(),
          first == null ? null : FactText.kind(first),
          first == null ? null : first.patient().value(),
          first == null ? null : FactText.write(first)
        });
    page.kept().stream().skip(1).forEach(this::further);
  }

  // Its id follows when it is written.
  private void further(ChartFact fact) {
    facts.add(
        new Object[] {
          0L,
          FactText.kind(fact),
          fact.source().reference(),
          fact.patient().value(),
          FactText.write(fact)
        });
  }

  /**
   * Writes all of it within the transaction that runs.
   *
   * @throws AlreadyKnown if something stands there already; then the transaction must go back
   */
  void write(EntityManager database) throws AlreadyKnown {
    if (resources.isEmpty() && clients.isEmpty()) {
      return;
    }
    var session = database.unwrap(Session.class);
    var next =
        session
            .getSessionFactory()
            .unwrap(SessionFactoryImplementor.class)
            .getJdbcServices()
            .getDialect()
            .getSequenceSupport()
            .getSequenceNextValString("fact_seq");
    boolean fits = session.doReturningWork(connection -> written(connection, next));
    if (!fits) {
      throw new AlreadyKnown();
    }
  }

  private boolean written(Connection connection, String next) throws SQLException {
    try {
      number(connection, next);
      insert(connection, CLIENTS, List.copyOf(clients.values()));
      insert(connection, RESOURCES, resources);
      insert(connection, FACTS, facts);
      return true;
    } catch (SQLException refused) {
      if (stands(refused)) {
        return false;
      }
      throw refused;
    }
  }

  /** Whether the database said that a row of that name is there. */
  private static boolean stands(SQLException refused) {
    for (SQLException each = refused; each != null; each = each.getNextException()) {
      if (each.getSQLState() != null && each.getSQLState().startsWith(NOT_UNIQUE)) {
        return true;
      }
    }
    return false;
  }

  private void number(Connection connection, String next) throws SQLException {
    if (facts.isEmpty()) {
      return;
    }
    try (var statement = connection.prepareStatement(next)) {
      long id = 0;
      for (int i = 0; i < facts.size(); i++) {
        id = i % STEP == 0 ? next(statement) : id + 1;
        facts.get(i)[0] = id;
      }
    }
  }

  private static long next(PreparedStatement statement) throws SQLException {
    try (var row = statement.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }

  private static void insert(Connection connection, String into, List<Object[]> rows)
      throws SQLException {
    int whole = rows.size() - rows.size() % ROWS;
    if (whole > 0) {
      try (var statement = connection.prepareStatement(sql(into, rows.get(0).length, ROWS))) {
        for (int from = 0; from < whole; from += ROWS) {
          insert(statement, rows.subList(from, from + ROWS));
        }
      }
    }
    if (whole < rows.size()) {
      // One by one, so that the server need not learn a statement for each number of rows.
      try (var statement = connection.prepareStatement(sql(into, rows.get(0).length, 1))) {
        for (Object[] row : rows.subList(whole, rows.size())) {
          fill(statement, 1, row);
          statement.addBatch();
        }
        statement.executeBatch();
      }
    }
  }

  private static void insert(PreparedStatement statement, List<Object[]> rows) throws SQLException {
    int parameter = 1;
    for (Object[] row : rows) {
      parameter = fill(statement, parameter, row);
    }
    statement.executeUpdate();
  }

  private static int fill(PreparedStatement statement, int from, Object[] row) throws SQLException {
    int parameter = from;
    for (Object value : row) {
      statement.setObject(parameter, value);
      parameter++;
    }
    return parameter;
  }

  private static String sql(String into, int columns, int rows) {
    var row = "(" + "?, ".repeat(columns - 1) + "?)";
    return into + " values " + (row + ", ").repeat(rows - 1) + row;
  }
}
