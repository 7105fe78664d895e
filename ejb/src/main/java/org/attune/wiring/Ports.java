package org.attune.wiring;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import org.attune.access.AuditRepository;
import org.attune.access.Banners;
import org.attune.access.CallerCheck;
import org.attune.access.ClientSearch;
import org.attune.access.Colleagues;
import org.attune.access.OwnPatients;
import org.attune.access.SmartLaunch;
import org.attune.chart.ChartBundles;
import org.attune.chart.WordsOfProposal;
import org.attune.ehr.BulkExport;
import org.attune.ehr.ChangeNotices;
import org.attune.ehr.Chart;
import org.attune.ehr.EhrCapabilities;
import org.attune.ehr.PublicKeys;
import org.attune.ehr.Publications;
import org.attune.matching.WordsOfGoals;
import org.attune.safety.Acceptance;
import org.attune.writeback.ChartWriter;
import org.attune.writeback.OwnRecords;

/** Lets the adapters of the FHIR side in; everybody else asks for the port. */
@Dependent
@SuppressWarnings("UnusedVariable") // the container reads the fields
public class Ports {

  @Produces @EJB private ChangeNotices changeNotices;
  @Produces @EJB private BulkExport bulkExport;
  @Produces @EJB private Chart chart;
  @Produces @EJB private ChartWriter chartWriter;
  @Produces @EJB private OwnRecords ownRecords;
  @Produces @EJB private EhrCapabilities ehrCapabilities;
  @Produces @EJB private Publications publications;
  @Produces @EJB private PublicKeys publicKeys;
  @Produces @EJB private Acceptance acceptance;
  @Produces @EJB private AuditRepository auditRepository;
  @Produces @EJB private SmartLaunch smartLaunch;
  @Produces @EJB private Banners banners;
  @Produces @EJB private OwnPatients ownPatients;
  @Produces @EJB private ClientSearch clientSearch;
  @Produces @EJB private Colleagues colleagues;
  @Produces @EJB private CallerCheck callerCheck;
  @Produces @EJB private ChartBundles chartBundles;
  @Produces @EJB private WordsOfGoals wordsOfGoals;
  @Produces @EJB private WordsOfProposal wordsOfProposal;
}
