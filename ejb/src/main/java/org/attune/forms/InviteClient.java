package org.attune.forms;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.Locale;
import org.attune.access.AccessLog;
import org.attune.access.CaseloadSessions;
import org.attune.access.ChartSessions;
import org.attune.access.FormSessions;
import org.attune.access.FormSessions.Invitation;
import org.attune.access.FormSessions.Invited;
import org.attune.access.RecordAccess;
import org.attune.access.Viewer;
import org.attune.access.WorklistSessions;
import org.attune.ehr.EhrCapabilities;
import org.attune.ledger.KnownClient;
import org.attune.ledger.Ledger;

/**
 * Lets a client fill a form here: by a link that opens it once, or on the device that is handed
 * over to them, on which the chart is closed first.
 */
@ApplicationScoped
public class InviteClient {

  /** What is filled, as the account of it names it. */
  static final String ANSWERS = "QuestionnaireResponse";

  private final FormSessions sessions;
  private final ChartSessions charts;
  private final CaseloadSessions caseloads;
  private final WorklistSessions worklists;
  private final EhrCapabilities ehr;
  private final Ledger ledger;
  private final AccessLog accounts;

  @Inject
  public InviteClient(
      FormSessions sessions,
      ChartSessions charts,
      CaseloadSessions caseloads,
      WorklistSessions worklists,
      EhrCapabilities ehr,
      Ledger ledger,
      AccessLog accounts) {
    this.sessions = sessions;
    this.charts = charts;
    this.caseloads = caseloads;
    this.worklists = worklists;
    this.ehr = ehr;
    this.ledger = ledger;
    this.accounts = accounts;
  }

  /** An invitation, or why there is none. */
  public sealed interface Offer {

    /** Here it is. */
    record Given(Invitation invitation) implements Offer {}

    /** Nothing is known of this client, or nothing may be. */
    record NotInScope() implements Offer {}

    /** The EHR takes no filled forms from us, so nothing that is answered would be kept. */
    record NotTaken() implements Offer {}
  }

  /** Whether the EHR would take what is filled. */
  public boolean possible() {
    return ehr.takesForms();
  }

  /** A link that the client may be given. */
  @Transactional
  public Offer link(Viewer viewer, ClientForm form, Locale language) {
    return offer(viewer, form, language, false);
  }

  /**
   * The device is handed over: every chart, caseload and worklist is closed of whoever hands it
   * over, whatever the page does about it, since they may stand beside each other.
   */
  @Transactional
  public Offer handOver(Viewer viewer, ClientForm form, Locale language) {
    var offer = offer(viewer, form, language, true);
    if (offer instanceof Offer.Given) {
      charts.closeAllOf(viewer.user());
      caseloads.closeAllOf(viewer.user());
      worklists.closeAllOf(viewer.user());
    }
    return offer;
  }

  private Offer offer(Viewer viewer, ClientForm form, Locale language, boolean onTheSpot) {
    var patient = viewer.patient();
    // Locked: of two invitations at once, and of one beside an erasure, the later sees the other.
    if (ledger.lock(patient).filter(KnownClient::inScope).filter(Open::is).isEmpty()) {
      return new Offer.NotInScope();
    }
    if (!possible()) {
      return new Offer.NotTaken();
    }
    var invited = new Invited(form.id(), null, language.getLanguage(), patient, onTheSpot);
    var invitation = sessions.invite(invited, viewer.user());
    accounts.keep(RecordAccess.act(viewer, ANSWERS, RecordAccess.Outcome.DONE));
    return new Offer.Given(invitation);
  }
}
