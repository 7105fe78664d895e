package org.attune.launch;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import org.attune.access.AccessLog;
import org.attune.access.CaseloadSessions;
import org.attune.access.CaseloadSessions.Swapped;
import org.attune.access.RecordAccess;
import org.attune.access.RecordAccess.Outcome;

/** Hands the page the key to a caseload, and keeps account of who opened theirs. */
@ApplicationScoped
public class UnlockCaseload {

  private final CaseloadSessions caseloads;
  private final AccessLog accounts;

  @Inject
  public UnlockCaseload(CaseloadSessions caseloads, AccessLog accounts) {
    this.caseloads = caseloads;
    this.accounts = accounts;
  }

  /** Swaps the code of a launch for a token; empty when it was used or is too old. */
  public Optional<Swapped> swap(String code) {
    var swapped = caseloads.swap(code);
    swapped.ifPresent(
        it -> accounts.keep(RecordAccess.caseload(it.caseload().viewer().user(), Outcome.DONE)));
    return swapped;
  }

  /** Closes a caseload. */
  public void close(String token) {
    caseloads.close(token);
  }
}
