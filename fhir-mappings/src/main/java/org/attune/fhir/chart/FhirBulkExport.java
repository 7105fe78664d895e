package org.attune.fhir.chart;

import jakarta.ejb.Local;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.attune.ehr.BulkExport;
import org.attune.ehr.ChartEntry;
import org.attune.ehr.EhrUnavailable;
import org.attune.ehr.ExportState;
import org.attune.ehr.ExportedFile;
import org.attune.ehr.Feed;
import org.attune.fhir.Times;
import org.attune.fhir.capabilities.Capabilities;
import org.attune.fhir.client.Answer;
import org.attune.fhir.client.EhrClient;
import org.attune.fhir.client.JsonText;
import org.attune.settings.Setting;
import org.attune.settings.Settings;
import org.attune.therapy.Reading;

/**
 * The export of the FHIR Bulk Data Access guide (version 2), of all or of a Group. It is never
 * asked for a type of which only a few resources are ours: these are searched.
 */
@Stateless
@Local(BulkExport.class)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class FhirBulkExport implements BulkExport {

  /** Whether an export is used. */
  public static final Setting<String> EXPORT =
      new Setting<>(
          "ehr.export",
          "offered",
          "offered, never, or a Group such as Group/7",
          text ->
              Optional.of(text)
                  .filter(one -> one.matches("offered|never|Group/[A-Za-z0-9.\\-]{1,64}")));

  private static final String NEVER = "never";
  private static final String GROUP = "Group/";

  private static final Duration USUAL = Duration.ofSeconds(10);
  private static final Duration SHORTEST = Duration.ofSeconds(1);

  private final EhrClient ehr;
  private final Readers readers;
  private final CancellationTimes cancellationTimes;
  private final FlaggedSignals flaggedSignals;
  private final Capabilities capabilities;
  private final Settings settings;

  @Inject
  public FhirBulkExport(
      EhrClient ehr,
      Readers readers,
      CancellationTimes cancellationTimes,
      FlaggedSignals flaggedSignals,
      Capabilities capabilities,
      Settings settings) {
    this.ehr = ehr;
    this.readers = readers;
    this.cancellationTimes = cancellationTimes;
    this.flaggedSignals = flaggedSignals;
    this.capabilities = capabilities;
    this.settings = settings;
  }

  @Override
  public Optional<ExportState> begin(Set<Feed> feeds, Instant since) throws EhrUnavailable {
    var wanted = settings.get(EXPORT);
    boolean group = wanted.startsWith(GROUP);
    var whole =
        feeds.stream().filter(feed -> isExported(FhirFeed.of(feed))).collect(Collectors.toSet());
    if (wanted.equals(NEVER) || !capabilities.exports(group) || whole.isEmpty()) {
      return Optional.empty();
    }
    readers.renewed();
    var types = whole.stream().map(feed -> FhirFeed.of(feed).type()).sorted().toList();
    var answer =
        ehr.getLater(
            (group ? wanted + "/" : "")
                + "$export?_outputFormat="
                + encoded("application/fhir+ndjson")
                + "&_type="
                + encoded(String.join(",", types))
                + (since.isAfter(Instant.EPOCH)
                    ? "&_since=" + encoded(since.truncatedTo(ChronoUnit.SECONDS).toString())
                    : ""));
    if (answer.status() == 202 && !answer.location().isEmpty()) {
      return Optional.of(new ExportState.Begun(answer.location(), whole));
    }
    if (answer.status() == 429 || answer.status() == 503) {
      throw ehr.unavailable(answer);
    }
    if (!since.isAfter(Instant.EPOCH)) {
      // It may be the moment that it does not take.
      capabilities.cannotExport();
    }
    return Optional.of(
        new ExportState.Refused(
            "The EHR says that it offers an export and answered "
                + answer.status()
                + " when asked for one."));
  }

  private boolean isExported(FhirFeed feed) {
    return !feed.narrow() && readers.follows(feed) && capabilities.reads(feed.type());
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  @Override
  public ExportState look(String status) throws EhrUnavailable {
    var answer = ehr.poll(status);
    if (answer.status() == 202) {
      return new ExportState.Waiting(patience(answer));
    }
    if (answer.status() == 429) {
      return new ExportState.Waiting(patience(answer));
    }
    if (answer.gone()) {
      return new ExportState.Gone();
    }
    if (answer.ok()) {
      return manifest(answer.body());
    }
    if (answer.faulty() && !failedForGood(answer)) {
      throw ehr.unavailable(answer);
    }
    return new ExportState.Refused(
        "The EHR could not make its export; it answered " + answer.status() + ".");
  }

  private static Duration patience(Answer answer) {
    var wanted = answer.retryAfter() == null ? USUAL : answer.retryAfter();
    return wanted.compareTo(SHORTEST) < 0 ? SHORTEST : wanted;
  }

  /** The guide has a server say {@code transient} where asking again may help. */
  private static boolean failedForGood(Answer answer) {
    return answer.status() == 500
        && answer.body().contains("OperationOutcome")
        && !answer.body().contains("transient");
  }

  private ExportState manifest(String body) throws EhrUnavailable {
    try {
      var members = JsonText.members(body);
      if (Times.exact(text(members, "transactionTime")) instanceof Reading.Fact<Instant> moment) {
        var asOf = moment.value().minusSeconds(settings.get(FhirChart.OVERLAP));
        boolean secured = members.getOrDefault("requiresAccessToken", "true").equals("true");
        var files = new ArrayList<ExportedFile>();
        for (String each : JsonText.elements(members.getOrDefault("output", "[]"))) {
          file(JsonText.members(each), secured, asOf).ifPresent(files::add);
        }
        for (String each : JsonText.elements(members.getOrDefault("deleted", "[]"))) {
          var url = text(JsonText.members(each), "url");
          files.add(new ExportedFile(Feed.PATIENTS, url, secured, true, asOf, null));
        }
        return new ExportState.Ready(
            files,
            JsonText.elements(members.getOrDefault("error", "[]")).size(),
            moment.value(),
            members.containsKey("deleted"));
      }
    } catch (JsonText.Unbalanced broken) {
      return unintelligible();
    }
    return unintelligible();
  }

  private static ExportState unintelligible() {
    return new ExportState.Refused("What the EHR says of its export cannot be understood.");
  }

  private static Optional<ExportedFile> file(
      Map<String, String> file, boolean secured, Instant asOf) {
    var type = text(file, "type");
    var count = file.getOrDefault("count", "");
    var lines = count.matches("\\d{1,15}") ? Long.valueOf(count) : null;
    for (Feed feed : Feed.values()) {
      if (FhirFeed.of(feed).type().equals(type)) {
        return Optional.of(new ExportedFile(feed, text(file, "url"), secured, false, asOf, lines));
      }
    }
    return Optional.empty();
  }

  private static String text(Map<String, String> members, String name) {
    return JsonText.string(members.getOrDefault(name, ""));
  }

  @Override
  public Optional<Lines> open(ExportedFile file, long behind) throws EhrUnavailable {
    var type = FhirFeed.of(file.feed()).type();
    var opened =
        ehr.download(
            type, file.address(), file.secured(), settings.get(EhrClient.LARGEST_RESOURCE) * 1_024);
    if (opened.isEmpty()) {
      return Optional.empty();
    }
    var lines =
        new ExportLines(
            opened.get(), file, readers.current(), this::completed, this::isExportedType);
    lines.skip(behind);
    return Optional.of(lines);
  }

  private boolean isExportedType(String type) {
    for (Feed feed : Feed.values()) {
      if (FhirFeed.of(feed).type().equals(type)) {
        return isExported(FhirFeed.of(feed));
      }
    }
    return false;
  }

  private ChartEntry completed(ChartEntry entry) throws EhrUnavailable {
    return flaggedSignals.completed(cancellationTimes.completed(entry));
  }

  @Override
  public void end(String status) {
    try {
      ehr.delete(status);
    } catch (EhrUnavailable silence) {
      // It lets go of it by itself one day.
      return;
    }
  }
}
