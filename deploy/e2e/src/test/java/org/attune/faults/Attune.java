package org.attune.faults;

import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.ProcessAnnotatedType;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Persistence;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.attune.access.AccessLog;
import org.attune.access.AuditRepository;
import org.attune.agenda.Agenda;
import org.attune.backfill.FirstLoad;
import org.attune.backfill.FirstLoadJob;
import org.attune.backfill.LoadsAtOnce;
import org.attune.backfill.NightJob;
import org.attune.backfill.NightsAtOnce;
import org.attune.catalogue.Catalogue;
import org.attune.chart.ShowChart;
import org.attune.detection.Detector;
import org.attune.ehr.BulkExport;
import org.attune.ehr.Chart;
import org.attune.ehr.EhrCapabilities;
import org.attune.ehr.EhrUnavailable;
import org.attune.fhir.capabilities.Capabilities;
import org.attune.fhir.capabilities.FhirCapabilities;
import org.attune.fhir.chart.CancellationTimes;
import org.attune.fhir.chart.FhirBulkExport;
import org.attune.fhir.chart.FhirChart;
import org.attune.fhir.chart.FlaggedSignals;
import org.attune.fhir.chart.Readers;
import org.attune.fhir.client.EhrClient;
import org.attune.fhir.client.FhirR4;
import org.attune.fhir.client.ServerSecurity;
import org.attune.fhir.writeback.ActivityWriter;
import org.attune.fhir.writeback.FhirAcceptance;
import org.attune.fhir.writeback.FhirAuditRepository;
import org.attune.fhir.writeback.FhirChartWriter;
import org.attune.fhir.writeback.FhirOwnRecords;
import org.attune.fhir.writeback.FlagWriter;
import org.attune.fhir.writeback.FormWriter;
import org.attune.fhir.writeback.GoalWriter;
import org.attune.fhir.writeback.MessageWriter;
import org.attune.fhir.writeback.OwnDevice;
import org.attune.fhir.writeback.PlanWriter;
import org.attune.fhir.writeback.TaskWriter;
import org.attune.findings.Findings;
import org.attune.instruments.Instruments;
import org.attune.ledger.Ledger;
import org.attune.matching.GoalMatches;
import org.attune.nodes.NodeTurns;
import org.attune.norms.ServiceNorms;
import org.attune.responses.Responses;
import org.attune.review.LooksAtOnce;
import org.attune.review.ReviewHints;
import org.attune.review.RoundTrip;
import org.attune.review.Standing;
import org.attune.safety.Acceptance;
import org.attune.settings.Settings;
import org.attune.settings.SystemSettings;
import org.attune.worklist.ShowWorklist;
import org.attune.writeback.ChartWriter;
import org.attune.writeback.DeadLetters;
import org.attune.writeback.Outbox;
import org.attune.writeback.OwnRecords;
import org.attune.writeback.PendingWrites;
import org.eclipse.microprofile.config.Config;
import org.h2.jdbcx.JdbcConnectionPool;
import org.jboss.weld.environment.se.Weld;
import org.jboss.weld.environment.se.WeldContainer;
import org.jspecify.annotations.Nullable;

/**
 * Attune's own beans, tables and FHIR side without an application server: what the server gives
 * them, which is transactions, a clock, a broker and a timer, is given by hand.
 */
final class Attune implements AutoCloseable {

  /** Held, or the levels that were set would be forgotten. */
  private static final Set<Logger> QUIET =
      Set.of(
          Logger.getLogger("org.jboss.weld"),
          Logger.getLogger("org.hibernate"),
          Logger.getLogger("org.flywaydb"),
          Logger.getLogger("org.attune"));

  /** Every fact of the ledger as one text. */
  static final String FACTS =
      "select kind || reference || patient || content from known_resource where content is not null"
          + " union all select kind || reference || patient || content from fact";

  /** FHIR's definitions take seconds to load and never change. */
  private static final FhirR4 FHIR = new FhirR4();

  /** What the application server gives, or what needs one. */
  private static final Set<String> ELSEWHERE =
      Set.of(
          ReviewHints.class.getName(),
          FhirR4.class.getName(),
          "org.attune.fhir.client.ElytronSecurity",
          "org.attune.fhir.client.PublishedKeys",
          "org.attune.fhir.client.FhirLaunch",
          "org.attune.fhir.chart.FhirBanners",
          "org.attune.fhir.client.FhirOwnPatients",
          "org.attune.fhir.chart.FhirClientSearch",
          "org.attune.fhir.chart.FhirColleagues",
          FirstLoadJob.class.getName(),
          NightJob.class.getName(),
          "org.attune.backfill.FinishLoad",
          "org.attune.backfill.LoadWorkers",
          "org.attune.backfill.PrepareLoad",
          "org.attune.backfill.ReadParts",
          "org.attune.chart.CopyChart",
          "org.attune.chart.NameForGoal",
          "org.attune.chart.ShowChartGoals",
          "org.attune.chart.ShowGoal",
          "org.attune.matching.DecideMatch",
          "org.attune.matching.SuggestMatches",
          "org.attune.norms.NightlyFigures",
          "org.attune.norms.ClientTally",
          "org.attune.norms.ClientsToCount",
          "org.attune.norms.CountedClients",
          "org.attune.norms.KeptFigures",
          "org.attune.review.HealthReport",
          "org.attune.review.Rounds",
          "org.attune.review.ReviewOnHint",
          "org.attune.settings.SettingsAtStart",
          "org.attune.worklist.CopyWorklist",
          "org.attune.worklist.DecideRowGoal",
          "org.attune.worklist.FindColleagues",
          "org.attune.worklist.FindRows",
          "org.attune.worklist.MatchRowGoals",
          "org.attune.worklist.NameRows",
          "org.attune.worklist.ShowGoals",
          "org.attune.fhir.chart.FhirSettingsAtStart",
          FhirChart.class.getName(),
          FhirBulkExport.class.getName(),
          FhirChartWriter.class.getName(),
          FhirAcceptance.class.getName(),
          FhirCapabilities.class.getName(),
          FhirOwnRecords.class.getName(),
          FhirAuditRepository.class.getName(),
          DeadLetters.class.getName());

  private final WeldContainer container;
  private final Transactions transactions;

  Attune(EntityManagerFactory sessions, Map<String, String> settings, Clock clock) {
    this(sessions, settings, clock, "one");
  }

  /** One of several nodes that share the tables. */
  Attune(EntityManagerFactory sessions, Map<String, String> settings, Clock clock, String node) {
    this(sessions, settings, clock, node, null);
  }

  /** A record that is played, where nobody need answer on a line. */
  record Played(Chart chart, BulkExport export) {}

  Attune(
      EntityManagerFactory sessions,
      Map<String, String> settings,
      Clock clock,
      String node,
      @Nullable Played played) {
    QUIET.forEach(logger -> logger.setLevel(Level.OFF));
    var config = new HashMap<String, String>();
    config.put("jboss.node.name", node);
    settings.forEach((key, value) -> config.put(SystemSettings.PREFIX + key, value));
    transactions = new Transactions(sessions);
    container =
        new Weld()
            .disableDiscovery()
            .skipShutdownHook()
            .addPackages(
                true,
                Detector.class,
                Findings.class,
                Ledger.class,
                NodeTurns.class,
                ServiceNorms.class,
                AccessLog.class,
                Agenda.class,
                ShowChart.class,
                ShowWorklist.class,
                FirstLoad.class,
                Responses.class,
                RoundTrip.class,
                Acceptance.class,
                Settings.class,
                Catalogue.class,
                Instruments.class,
                Outbox.class,
                Capabilities.class,
                GoalMatches.class,
                FhirChart.class,
                EhrClient.class,
                OwnDevice.class)
            .addBeanClasses(
                LooksAtOnce.class,
                LoadsAtOnce.class,
                NightsAtOnce.class,
                WithinTransaction.class,
                WithinTransaction.New.class,
                WithinTransaction.Mandatory.class,
                WithinTransaction.Never.class)
            .addExtension(new Given(transactions, new GivenConfig(config), clock, played))
            .property("org.jboss.weld.construction.relaxed", true)
            .initialize();
  }

  /**
   * The tables, in memory, as the scripts of the migrations make them. One at a time: Hibernate
   * opens the jar of the entities as a file system, which only one may do.
   */
  static EntityManagerFactory tables(String name) {
    return tables(
        JdbcConnectionPool.create("jdbc:h2:mem:" + name + ";DB_CLOSE_DELAY=-1", "attune", ""),
        Map.of());
  }

  /** The same in a database that runs elsewhere. */
  static synchronized EntityManagerFactory tables(DataSource database, Map<String, Object> more) {
    QUIET.forEach(logger -> logger.setLevel(Level.OFF));
    var properties = new HashMap<String, Object>(more);
    properties.put("jakarta.persistence.transactionType", "RESOURCE_LOCAL");
    properties.put("jakarta.persistence.nonJtaDataSource", database);
    return Persistence.createEntityManagerFactory("attune", properties);
  }

  /** One of the beans. */
  <T> T bean(Class<T> type) {
    return container.select(type).get();
  }

  /** Makes a round, as the timer would. */
  void round() {
    container.select(RoundTrip.class).get().make();
  }

  /** Goes on with the first load, as a round would; returns whether it is done. */
  boolean load() throws EhrUnavailable {
    return container.select(FirstLoad.class).get().goOn();
  }

  /** As if its process had ended in this moment; it can only be closed then. */
  void kill() {
    transactions.kill();
  }

  /** How it stands. */
  Standing.Now standing() {
    return container.select(Standing.class).get().now();
  }

  /** How many clients are to be looked at. */
  long due(Instant now) {
    return container.select(Ledger.class).get().countDue(now);
  }

  /** What the EHR will not have, in the words for IT. */
  List<String> dead() {
    return container.select(PendingWrites.class).get().dead(100).stream()
        .map(write -> write.kind() + ": " + write.sentence())
        .toList();
  }

  @Override
  public void close() {
    container.close();
  }

  /** What the application server would give. */
  private record Given(
      Transactions transactions, Config config, Clock clock, @Nullable Played played)
      implements Extension {

    @SuppressWarnings("unused") // CDI calls it
    void leaveOut(@Observes ProcessAnnotatedType<?> type) {
      if (ELSEWHERE.contains(type.getAnnotatedType().getJavaClass().getName())) {
        type.veto();
      }
    }

    @SuppressWarnings("unused") // CDI calls it
    void add(@Observes AfterBeanDiscovery event) {
      event.<Transactions>addBean().types(Transactions.class).produceWith(all -> transactions);
      event
          .<EntityManager>addBean()
          .types(EntityManager.class)
          .produceWith(all -> transactions.current());
      event.<Config>addBean().types(Config.class).produceWith(all -> config);
      event.<Clock>addBean().types(Clock.class).produceWith(all -> clock);
      event.<ZoneId>addBean().types(ZoneId.class).produceWith(all -> clock.getZone());
      event.<FhirR4>addBean().types(FhirR4.class).produceWith(all -> FHIR);
      event
          .<ServerSecurity>addBean()
          .types(ServerSecurity.class)
          .produceWith(all -> ServerSecurity.NOTHING);
      event
          .<Chart>addBean()
          .types(Chart.class)
          .produceWith(all -> played == null ? chart(all) : played.chart());
      event
          .<BulkExport>addBean()
          .types(BulkExport.class)
          .produceWith(all -> played == null ? export(all) : played.export());
      event.<ChartWriter>addBean().types(ChartWriter.class).produceWith(Given::writer);
      event
          .<Acceptance>addBean()
          .types(Acceptance.class)
          .produceWith(all -> new FhirAcceptance(all.select(EhrClient.class).get()));
      event
          .<EhrCapabilities>addBean()
          .types(EhrCapabilities.class)
          .produceWith(all -> new FhirCapabilities(all.select(Capabilities.class).get()));
      event
          .<OwnRecords>addBean()
          .types(OwnRecords.class)
          .produceWith(
              all ->
                  new FhirOwnRecords(
                      all.select(EhrClient.class).get(),
                      FHIR,
                      all.select(Settings.class).get(),
                      all.select(Capabilities.class).get()));
      event.<AuditRepository>addBean().types(AuditRepository.class).produceWith(Given::audit);
    }

    private static Chart chart(Instance<Object> all) {
      return new FhirChart(
          all.select(EhrClient.class).get(),
          all.select(Readers.class).get(),
          all.select(CancellationTimes.class).get(),
          all.select(FlaggedSignals.class).get(),
          all.select(Capabilities.class).get(),
          all.select(Settings.class).get());
    }

    private static BulkExport export(Instance<Object> all) {
      return new FhirBulkExport(
          all.select(EhrClient.class).get(),
          all.select(Readers.class).get(),
          all.select(CancellationTimes.class).get(),
          all.select(FlaggedSignals.class).get(),
          all.select(Capabilities.class).get(),
          all.select(Settings.class).get());
    }

    private static AuditRepository audit(Instance<Object> all) {
      return new FhirAuditRepository(
          all.select(EhrClient.class).get(), FHIR, all.select(Settings.class).get());
    }

    private static ChartWriter writer(Instance<Object> all) {
      return new FhirChartWriter(
          all.select(OwnDevice.class).get(),
          all.select(FlagWriter.class).get(),
          all.select(GoalWriter.class).get(),
          all.select(ActivityWriter.class).get(),
          all.select(PlanWriter.class).get(),
          all.select(TaskWriter.class).get(),
          all.select(MessageWriter.class).get(),
          all.select(FormWriter.class).get(),
          all.select(Capabilities.class).get());
    }
  }
}
