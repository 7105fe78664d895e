package org.attune.launch;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import org.attune.access.AccessLog;
import org.attune.access.RecordAccess;
import org.attune.access.RecordAccess.Outcome;
import org.attune.access.WorklistSessions;
import org.attune.access.WorklistSessions.Swapped;

/** Hands the page the key to a worklist, and keeps account of who opened one. */
@ApplicationScoped
public class UnlockWorklist {

  private final WorklistSessions worklists;
  private final AccessLog accounts;

  @Inject
  public UnlockWorklist(WorklistSessions worklists, AccessLog accounts) {
    this.worklists = worklists;
    this.accounts = accounts;
  }

  /** Swaps the code of a sign-in for a token; empty when it was used or is too old. */
  public Optional<Swapped> swap(String code) {
    var swapped = worklists.swap(code);
    swapped.ifPresent(
        it -> accounts.keep(RecordAccess.worklist(it.worklist().viewer().user(), Outcome.DONE)));
    return swapped;
  }

  /** Closes a worklist. */
  public void close(String token) {
    worklists.close(token);
  }
}
