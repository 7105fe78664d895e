package org.attune.ledger;

import jakarta.persistence.EntityManager;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.hibernate.Session;

/**
 * Rows named by their keys, all in one parameter: however many they are, the words for it stay the
 * same, so that neither Hibernate nor the database has to understand them again for each page.
 */
final class AnyOf {

  private AnyOf() {}

  /** Those of them that stand there. */
  static <T> List<T> find(EntityManager database, Class<T> type, Collection<String> keys) {
    return keys.isEmpty()
        ? List.of()
        : database
            .unwrap(Session.class)
            .byMultipleIds(type)
            .enableOrderedReturn(false)
            .multiLoad(List.copyOf(keys))
            .stream()
            .filter(Objects::nonNull)
            .toList();
  }

  /** Does what some words of SQL say of them; the keys stand for the only parameter. */
  static void execute(EntityManager database, String words, Collection<String> keys) {
    if (keys.isEmpty()) {
      return;
    }
    database
        .unwrap(Session.class)
        .doWork(
            connection -> {
              var all = connection.createArrayOf("varchar", keys.toArray());
              try (var statement = connection.prepareStatement(words)) {
                statement.setArray(1, all);
                statement.executeUpdate();
              } finally {
                all.free();
              }
            });
  }
}
