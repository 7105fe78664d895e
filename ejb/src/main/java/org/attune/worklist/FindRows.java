package org.attune.worklist;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Locale;
import org.attune.access.AccessLog;
import org.attune.access.ClientSearch;
import org.attune.access.Sought;
import org.attune.agenda.WorkItems;
import org.attune.ehr.EhrUnavailable;
import org.attune.worklist.WorklistView.RowView;

/**
 * Finds the rows of a client by name, birth date or record number. The EHR is asked, since no name
 * is kept here; of whom it finds, only those are told who have a row in the person's reach, so that
 * nobody learns here who else is a patient.
 */
@ApplicationScoped
public class FindRows {

  /** More people than that had better be told apart by more words. */
  public static final int MOST = 50;

  private final ClientSearch search;
  private final WorkItems items;
  private final Rows rows;
  private final AccessLog accounts;

  @Inject
  FindRows(ClientSearch search, WorkItems items, Rows rows, AccessLog accounts) {
    this.search = search;
    this.items = items;
    this.rows = rows;
    this.accounts = accounts;
  }

  /** What was found. */
  public sealed interface Answer {

    /** These, those that rest last. */
    record Found(List<RowView> rows) implements Answer {
      public Found {
        rows = List.copyOf(rows);
      }
    }

    /** It is too little to mean anybody. */
    record TooShort() implements Answer {}

    /** It may mean too many. */
    record TooMany() implements Answer {}
  }

  /**
   * Looks for somebody.
   *
   * @throws EhrUnavailable when the EHR does not say
   */
  public Answer find(Desk desk, String text, Locale locale) throws EhrUnavailable {
    var sought = Sought.of(text).orElse(null);
    if (sought == null) {
      return new Answer.TooShort();
    }
    var found = search.find(desk.user(), sought, MOST);
    if (found.more()) {
      return new Answer.TooMany();
    }
    var theirs = items.ofClients(rows.reach(desk), found.patients());
    var shown = rows.of(theirs, desk, locale);
    accounts.keepAll(ShowWorklist.looks(desk, shown));
    return new Answer.Found(shown);
  }
}
