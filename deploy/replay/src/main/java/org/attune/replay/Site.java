package org.attune.replay;

import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.Extension;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.attune.catalogue.Catalogue;
import org.attune.detection.Detection;
import org.attune.detection.Detector;
import org.attune.detection.Roster;
import org.attune.fhir.References;
import org.attune.fhir.attendance.Scope;
import org.attune.fhir.chart.Mappers;
import org.attune.fhir.chart.Readers;
import org.attune.fhir.chart.ResourceReader;
import org.attune.fhir.client.EhrClient;
import org.attune.fhir.client.FhirR4;
import org.attune.instruments.Instruments;
import org.attune.ledger.Assembly;
import org.attune.responses.Footing;
import org.attune.responses.NextSteps;
import org.attune.responses.Responses;
import org.attune.responses.Suggestions;
import org.attune.settings.Configurable;
import org.attune.settings.Setting;
import org.attune.settings.SettingRejected;
import org.attune.settings.Settings;
import org.attune.settings.SystemSettings;
import org.attune.therapy.InstrumentId;
import org.attune.therapy.PatientId;
import org.attune.time.Clocks;
import org.attune.writeback.Proposals;
import org.hl7.fhir.r4.model.Group;
import org.jboss.weld.environment.se.Weld;
import org.jboss.weld.environment.se.WeldContainer;
import org.jspecify.annotations.Nullable;

/**
 * The parts of the server that judge, as this site has set them: the same detectors, found in the
 * same way, over courses that are assembled in the same way.
 */
final class Site implements AutoCloseable {

  /** Held, or the level that was set would be forgotten. */
  private static final Logger WELD = Logger.getLogger("org.jboss.weld");

  private static final Pattern NAMED_SETTING = Pattern.compile("^\\| `attune\\.([^`]+)` \\|.*");

  private final Settings settings;
  private final Instruments instruments;
  private final ZoneId zone;
  private final Assembly assembly;
  private final Catalogue catalogue = new Catalogue();
  private final NextSteps nextSteps;
  private final FhirR4 fhir = new FhirR4();
  private final List<String> bases;
  private final WeldContainer container;

  private Site(SystemSettings settings) {
    this.settings = settings;
    this.instruments = new Instruments(settings);
    var clocks = new Clocks(settings);
    this.zone = clocks.hospitalZone();
    this.assembly = new Assembly(settings, instruments, zone);
    var responses = new Responses();
    this.nextSteps =
        new NextSteps(new Footing(instruments), new Suggestions(responses), responses, catalogue);
    var ehr = new EhrClient(settings, fhir);
    this.bases = ehr.bases();
    this.container = container(settings, instruments, zone);
    try {
      check(settings, List.of(instruments, assembly, clocks, ehr, readers(ehr)));
    } catch (RuntimeException wrong) {
      container.close();
      throw wrong;
    }
  }

  /** The site as its options say. */
  static Site of(Options options) throws Trouble {
    var settings = new SystemSettings(SiteConfig.of(options));
    try {
      var site = new Site(settings);
      site.requireScope();
      return site;
    } catch (RuntimeException wrong) {
      throw rejected(wrong)
          .map(cause -> new Trouble(ExitCodes.NOT_UNDERSTOOD, String.valueOf(cause.getMessage())))
          .orElseThrow(() -> wrong);
    }
  }

  /** A detector reads its settings as CDI makes it, and CDI may wrap what it says. */
  private static Optional<Throwable> rejected(Throwable wrong) {
    return Stream.iterate(wrong, cause -> cause != null, Throwable::getCause)
        .filter(SettingRejected.class::isInstance)
        .findFirst();
  }

  private Readers readers(EhrClient ehr) {
    return new Readers(settings, instruments, zone, ehr, fhir);
  }

  /** Given values of the server's own that a detector may ask for. */
  private static final class Given implements Extension {

    private final Settings settings;
    private final Instruments instruments;
    private final ZoneId zone;

    Given(Settings settings, Instruments instruments, ZoneId zone) {
      this.settings = settings;
      this.instruments = instruments;
      this.zone = zone;
    }

    @SuppressWarnings("unused") // CDI calls it
    void add(@Observes AfterBeanDiscovery event) {
      event.<Settings>addBean().types(Settings.class).produceWith(lookup -> settings);
      event.<Instruments>addBean().types(Instruments.class).produceWith(lookup -> instruments);
      event.<ZoneId>addBean().types(ZoneId.class).produceWith(lookup -> zone);
    }
  }

  private static WeldContainer container(Settings settings, Instruments instruments, ZoneId zone) {
    WELD.setLevel(Level.WARNING);
    return new Weld()
        .disableDiscovery()
        .skipShutdownHook()
        .addPackages(true, Detector.class)
        .addExtension(new Given(settings, instruments, zone))
        .property("org.jboss.weld.construction.relaxed", true)
        .initialize();
  }

  /** Every value that is used here must be allowed, every name one that the server knows. */
  private void check(SystemSettings given, List<Configurable> parts) {
    var declared = new ArrayList<Configurable>(parts);
    declared.addAll(roster().detectors());
    var known = new HashSet<String>();
    declared.forEach(each -> each.settings().forEach(setting -> known.add(setting.key())));
    var others =
        namesOfSettings().stream()
            .filter(key -> !known.contains(key))
            .<Setting<?>>map(key -> Setting.text(key, ""))
            .toList();
    declared.add(
        new Configurable() {
          @Override
          public List<Setting<?>> settings() {
            return others;
          }
        });
    given.check(declared, List.of(""));
  }

  private static List<String> namesOfSettings() {
    try (var bytes = Site.class.getResourceAsStream("settings.md")) {
      if (bytes == null) {
        throw new IllegalStateException("the list of settings is missing");
      }
      return new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8))
          .lines()
          .map(NAMED_SETTING::matcher)
          .filter(line -> line.matches())
          .map(line -> line.group(1))
          .toList();
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private void requireScope() throws Trouble {
    if (settings.get(Scope.MEMBERS_OF).isBlank() && Scope.of(settings, null).isEmpty()) {
      throw new Trouble(
          ExitCodes.NOT_UNDERSTOOD,
          "Nothing says what psychotherapy is in this hospital; set attune.scope.services in the"
              + " file that --settings names.");
    }
  }

  /** Reads resources, one at a time; whoever reads at once may share it. */
  ResourceReader reader(@Nullable Set<PatientId> members) {
    var mappers = new Mappers(settings, Scope.of(settings, members), instruments, zone, bases);
    return new ResourceReader(fhir.context(), mappers, largestResource());
  }

  /** The longest line that is read, in characters. */
  int largestResource() {
    return settings.get(Readers.LARGEST) * 1_024;
  }

  /** The id of the Group whose members alone are looked at; empty where there is none. */
  String group() {
    var group = settings.get(Scope.MEMBERS_OF);
    return group.startsWith("Group/") ? group.substring("Group/".length()) : group;
  }

  /** The members that one line of a file of Groups names, if it is that Group. */
  Set<PatientId> members(String line) {
    var members = new HashSet<PatientId>();
    fhir.parse(line)
        .filter(resource -> resource.getIdElement().getIdPart() != null)
        .filter(resource -> resource.getIdElement().getIdPart().equals(group()))
        .filter(Group.class::isInstance)
        .map(Group.class::cast)
        .ifPresent(group -> addMembers(group, members));
    return members;
  }

  private void addMembers(Group group, Set<PatientId> members) {
    var references = new References(bases);
    group.getMember().stream()
        .filter(member -> !member.getInactive())
        .flatMap(member -> references.to("Patient", member.getEntity()).stream())
        .forEach(patient -> members.add(new PatientId(patient.id())));
  }

  /** The detectors, by stage and then by id. */
  Roster roster() {
    return container.select(Roster.class).get();
  }

  /** What judges. */
  Detection detection() {
    return container.select(Detection.class).get();
  }

  /** What offers the next steps. */
  NextSteps nextSteps() {
    return nextSteps;
  }

  Assembly assembly() {
    return assembly;
  }

  /** Whether there is an instrument of that name. */
  boolean understands(InstrumentId instrument) {
    return instruments.byId(instrument).isPresent();
  }

  ZoneId zone() {
    return zone;
  }

  Catalogue catalogue() {
    return catalogue;
  }

  /** The language that the record is written to in. */
  Locale locale() {
    return Locale.forLanguageTag(settings.get(Proposals.LANGUAGE));
  }

  @Override
  public void close() {
    container.close();
  }
}
