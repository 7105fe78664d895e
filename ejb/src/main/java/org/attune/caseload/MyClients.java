package org.attune.caseload;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.attune.access.CaseloadSessions;
import org.attune.access.CaseloadViewer;
import org.attune.access.Leave;
import org.attune.caseload.CaseloadView.LeftOut;
import org.attune.chart.ShowCharts;
import org.attune.chart.ShowCharts.Shown;
import org.attune.ledger.Caseloads;
import org.attune.therapy.PatientId;
import org.attune.therapy.TherapistId;

/**
 * Whom a therapist sees now: of those whom the record says that they treat, those whom the EHR let
 * them see when they opened their caseload, without those whose record is one for few eyes.
 */
@ApplicationScoped
public class MyClients {

  private static final String PRACTITIONER = "Practitioner/";

  private final Caseloads caseloads;
  private final CaseloadSessions sessions;
  private final ShowCharts charts;

  @Inject
  public MyClients(Caseloads caseloads, CaseloadSessions sessions, ShowCharts charts) {
    this.caseloads = caseloads;
    this.sessions = sessions;
    this.charts = charts;
  }

  /** The charts that may be shown, in no order, and who is left out. */
  record Found(TherapistId therapist, List<Shown> charts, LeftOut leftOut) {
    Found {
      charts = List.copyOf(charts);
    }
  }

  /** Whom a person treats, as the record says; nobody where the person is no Practitioner. */
  @Transactional
  public List<PatientId> treatedBy(String user) {
    return therapist(user).map(caseloads::of).orElseGet(List::of);
  }

  /** Whom they may see of them now. */
  @Transactional
  Found of(CaseloadViewer viewer, Locale locale) {
    var therapist = therapist(viewer.user()).orElse(null);
    if (therapist == null) {
      return new Found(new TherapistId("nobody"), List.of(), new LeftOut(0, 0, 0));
    }
    var leaves = sessions.clients(viewer);
    var open = new ArrayList<PatientId>();
    var closed = new EnumMap<Leave, Integer>(Leave.class);
    long later = 0;
    for (PatientId patient : caseloads.of(therapist)) {
      var leave = leaves.get(patient);
      if (leave == Leave.OPEN) {
        open.add(patient);
      } else if (leave == null) {
        later++;
      } else {
        closed.merge(leave, 1, Integer::sum);
      }
    }
    var all = charts.show(open, viewer::of, locale);
    // What a record is marked with may have changed since.
    long marked = all.stream().filter(Shown::restricted).count();
    return new Found(
        therapist,
        all.stream().filter(each -> !each.restricted()).toList(),
        new LeftOut(
            closed.getOrDefault(Leave.FEW_EYES, 0) + marked,
            closed.getOrDefault(Leave.KEPT_FROM, 0),
            later));
  }

  /** Who somebody is as a therapist; empty where the EHR names them in another way. */
  static Optional<TherapistId> therapist(String user) {
    return user.startsWith(PRACTITIONER)
        ? Optional.of(new TherapistId(user.substring(PRACTITIONER.length())))
        : Optional.empty();
  }
}
