package org.attune.ledger;

import jakarta.persistence.EntityManager;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.attune.ehr.ChartEntry;
import org.attune.therapy.ChartFact;
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

  private static final String RESOURCES =
      "insert into resource (reference, version, updated, state)";
  private static final String FACTS = "insert into fact (id, kind, reference, patient, content)";

  private final List<Object[]> resources = new ArrayList<>();
  private final List<Object[]> facts = new ArrayList<>();

  /** The first version of a resource that anybody told of. */
  void add(ChartEntry entry, KnownResource.State state) {
    resources.add(
        new Object[] {
          entry.source().reference(),
          entry.source().version(),
          entry.updated().atOffset(ZoneOffset.UTC),
          state.name()
        });
  }

  /** A fact; its id follows when it is written. */
  void add(ChartFact fact) {
    facts.add(
        new Object[] {
          0L,
          FactText.kind(fact),
          fact.source().reference(),
          fact.patient().value(),
          FactText.write(fact)
        });
  }

  /** Writes all of it within the transaction that runs. */
  void write(EntityManager database) {
    if (resources.isEmpty() && facts.isEmpty()) {
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
    session.doWork(
        connection -> {
          number(connection, next);
          insert(connection, RESOURCES, resources);
          insert(connection, FACTS, facts);
        });
    resources.clear();
    facts.clear();
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
