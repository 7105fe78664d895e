package org.attune.fhir.capabilities;

import ca.uhn.fhir.rest.api.Constants;
import ca.uhn.fhir.rest.api.RequestTypeEnum;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.attune.ehr.Capability.Told;
import org.attune.ehr.EhrUnavailable;
import org.attune.fhir.Codes;
import org.attune.fhir.client.Answer;
import org.attune.fhir.client.EhrClient;
import org.attune.fhir.client.JsonText;
import org.attune.fhir.client.Page;
import org.jspecify.annotations.Nullable;

/**
 * Tries what the EHR can do without changing anything in it. Whatever could be stored is sent as a
 * text that no server can read, or is our own Device exactly as it stands there.
 */
final class Probes {

  /** The types that may be read, and by which other parameter a client's own may be asked for. */
  static final Map<String, String> READ =
      Map.of(
          "Appointment", "actor",
          "CarePlan", "subject",
          "Communication", "subject",
          "Encounter", "subject",
          "EpisodeOfCare", "patient",
          "Goal", "subject",
          "Observation", "subject",
          "Patient", "_id",
          "QuestionnaireResponse", "subject");

  /** Most of these are somebody else's business: never one is asked for as a sample. */
  private static final Set<String> NARROW = Set.of("Communication", "Observation");

  /** The types that are written and later changed. */
  static final List<String> KEPT = List.of("Flag", "Goal", "CarePlan", "Task", "Communication");

  /** The types that are written once. */
  static final List<String> ADDED = List.of("Provenance", "Device", "QuestionnaireResponse");

  /** What is asked for where the site wants to be told of changes. */
  static final String NOTICES = "Subscription";

  /** Nothing was changed as late as that. */
  private static final String FAR_AWAY = "2999-01-01T00:00:00Z";

  /** An id that nobody has; should a server make it all the same, it has been sent no content. */
  private static final String NOBODY = "attune-asks-nothing";

  /** No server can read a resource from it. */
  private static final String BROKEN = "{\"resourceType\":";

  private static final String PATCH =
      "[{\"op\":\"test\",\"path\":\"/status\",\"value\":\"" + NOBODY + "\"}]";

  /** Changes nothing, wherever it is taken. */
  private static final String COMPARES =
      "[{\"op\":\"test\",\"path\":\"/resourceType\",\"value\":\"Device\"}]";

  /** A version that no record has: they begin with 1, or are UUIDs. */
  private static final String NO_VERSION = "0";

  private static final String BY_ITS_NAME =
      "Device?identifier="
          + URLEncoder.encode(Codes.DEVICE + "|" + Codes.DEVICE_VALUE, StandardCharsets.UTF_8);

  private static final String OWN_DEVICE = BY_ITS_NAME + "&_count=1";

  private static final Pattern CLIENT = Pattern.compile("Patient/([A-Za-z0-9.\\-]{1,64})\"");

  private static final Set<Integer> NOT_FOR_US = Set.of(401, 403);
  private static final Set<Integer> NO_SUCH_THING = Set.of(404, 405, 410, 501);
  private static final Set<Integer> UNDERSTOOD = Set.of(400, 409, 412, 415, 422);
  private static final Set<Integer> SOMEBODY_WAS_FASTER = Set.of(409, 412);
  private static final Set<Integer> WAIT = Set.of(429, 503);

  private final EhrClient ehr;
  private final List<String> read;
  private final boolean notices;

  /**
   * @param read the types that are read here; the reading of no other is tried
   * @param notices whether the EHR is to tell of changes; else that is not tried
   */
  Probes(EhrClient ehr, List<String> read, boolean notices) {
    this.ehr = ehr;
    this.read = List.copyOf(read);
    this.notices = notices;
  }

  /** Tries everything, one after the other; gives up where the EHR falls silent. */
  Probed all() throws EhrUnavailable {
    var told = new HashMap<String, Told>();
    var forms = new HashMap<String, SearchForm>();
    for (String type : read) {
      reading(type, told, forms);
    }
    if (read.stream().noneMatch(type -> read(told, type))) {
      // Then it is our account or their server, and nothing else would be learnt.
      throw ehr.silent(null);
    }
    told.put("strict", strict());
    told.put("history", simple(get("Appointment/_history?_since=" + FAR_AWAY + "&_count=1")));
    for (String type : KEPT) {
      told.put("find " + type, simple(get(type + "?identifier=" + nobody() + "&_count=1")));
      told.put("update " + type, update(type));
    }
    for (String type : KEPT) {
      told.put("create " + type, create(type));
    }
    for (String type : ADDED) {
      told.put("create " + type, create(type));
    }
    if (notices) {
      told.put("create " + NOTICES, create(NOTICES));
    }
    told.put("patch", patch());
    ownDevice(told);
    return new Probed(told, forms);
  }

  private static boolean read(Map<String, Told> told, String type) {
    return told.get("search " + type) == Told.YES;
  }

  private static String nobody() {
    return URLEncoder.encode(Codes.FINDING + "|" + NOBODY, StandardCharsets.UTF_8);
  }

  /** Asks as a round does, but for what changed in a far future: an honest answer is empty. */
  private void reading(String type, Map<String, Told> told, Map<String, SearchForm> forms)
      throws EhrUnavailable {
    var all = type + "?_count=1";
    var dated = all + "&_lastUpdated=ge" + FAR_AWAY;
    var answer = get(dated + "&_sort=_lastUpdated");
    told.put("sort " + type, Capabilities.told(!answer.notUnderstood()));
    if (answer.notUnderstood()) {
      answer = get(dated);
    }
    boolean dates = !answer.notUnderstood();
    if (!dates) {
      answer = get(NARROW.contains(type) ? all + "&_summary=count" : all);
    }
    told.put("search " + type, simple(answer));
    var page = page(answer);
    if (page.isEmpty()) {
      return;
    }
    boolean ignored = dates && sample(type, page.get()).isPresent();
    if (!dates || ignored) {
      told.put("dates " + type, Told.NO);
    }
    if (!NARROW.contains(type)) {
      var any = !dates || ignored ? page : page(get(all));
      var sample = any.flatMap(one -> sample(type, one));
      if (sample.isPresent()) {
        told.putIfAbsent("dates " + type, Told.YES);
        form(type, sample.get()).ifPresent(form -> forms.put(type, form));
      }
    }
  }

  /** By which search the client of a record is found, of those that we could send. */
  private Optional<SearchForm> form(String type, String sample) throws EhrUnavailable {
    var client = CLIENT.matcher(sample);
    if (type.equals("Patient") || !client.find()) {
      return Optional.empty();
    }
    var id = client.group(1);
    for (String parameter : List.of("patient", READ.getOrDefault(type, "patient"))) {
      for (boolean typed : List.of(true, false)) {
        var form = new SearchForm(parameter, typed);
        var found = page(get(type + "?" + form.of(id) + "&_count=1"));
        // A server that ignores the parameter answers with anybody's.
        if (found.flatMap(one -> sample(type, one)).filter(one -> names(one, id)).isPresent()) {
          return Optional.of(form);
        }
      }
    }
    return Optional.empty();
  }

  private static boolean names(String resource, String id) {
    return resource.contains("Patient/" + id + "\"");
  }

  /** The text of the first record of a type. */
  private static Optional<String> sample(String type, Page page) {
    return page.entries().stream()
        .filter(entry -> entry.mode().isEmpty() || entry.mode().equals("match"))
        .map(Page.Entry::resource)
        .filter(text -> text.replaceAll("\\s", "").contains("\"resourceType\":\"" + type + "\""))
        .findFirst();
  }

  private Told strict() throws EhrUnavailable {
    var answer = get("Device?" + NOBODY + "=1&_summary=count&_count=1");
    return answer.ok() ? Told.NO : answer.status() == 400 ? Told.YES : Told.UNKNOWN;
  }

  /** A text that is no resource cannot be stored, whatever the server makes of it. */
  private Told create(String type) throws EhrUnavailable {
    var answer = send(RequestTypeEnum.POST, type, BROKEN, null);
    return NO_SUCH_THING.contains(answer.status()) ? Told.NO : byRefusal(answer);
  }

  /** The standard lets a server say 404 or 405 also of an id that it does not know yet. */
  private Told update(String type) throws EhrUnavailable {
    var answer = send(RequestTypeEnum.PUT, type + "/" + NOBODY, BROKEN, NO_VERSION);
    return answer.status() == 501 ? Told.NO : byRefusal(answer);
  }

  /** Nothing is there to be changed, and the patch itself only compares. */
  private Told patch() throws EhrUnavailable {
    var answer = patch(NOBODY, PATCH);
    if (answer.status() == 404 && answer.body().contains("OperationOutcome")) {
      return Told.YES;
    }
    return Set.of(405, 415, 501).contains(answer.status()) ? Told.NO : byRefusal(answer);
  }

  private Answer patch(String id, String patch) throws EhrUnavailable {
    return ehr.sendText(
        RequestTypeEnum.PATCH, "Device/" + id, patch, Constants.CT_JSON_PATCH, NO_VERSION);
  }

  /** Our own Device, put where it is as it is: whatever is taken of it, nothing is different. */
  private void ownDevice(Map<String, Told> told) throws EhrUnavailable {
    var found = get(OWN_DEVICE);
    told.put("find Device", simple(found));
    var device = page(found).flatMap(page -> sample("Device", page)).filter(Probes::ours);
    var id = device.flatMap(Probes::id);
    if (device.isPresent() && id.isPresent()) {
      told.put(
          "if-match",
          ifMatch(send(RequestTypeEnum.PUT, "Device/" + id.get(), device.get(), NO_VERSION)));
      if (told.get("if-match") == Told.YES) {
        told.put("conditional-update", conditional(device.get()));
      }
      if (told.get("if-match") == Told.YES && told.get("patch") == Told.YES) {
        told.put("patch-if-match", ifMatch(patient(patch(id.get(), COMPARES))));
      }
    }
    boolean kept = told.get("if-match") == Told.YES;
    var whole = transaction(kept ? id.orElse("") : "", device.orElse(""));
    if (kept && whole.ok()) {
      told.put("if-match", Told.NO);
    }
    told.put("transaction", understood(whole));
  }

  /** Our own Device once more, named by its identifier and not by its id. */
  private Told conditional(String device) throws EhrUnavailable {
    var answer = send(RequestTypeEnum.PUT, BY_ITS_NAME, device, NO_VERSION);
    if (answer.ok() || SOMEBODY_WAS_FASTER.contains(answer.status())) {
      return Told.YES;
    }
    boolean no = answer.status() == 400 || NO_SUCH_THING.contains(answer.status());
    return no || NOT_FOR_US.contains(answer.status()) ? Told.NO : Told.UNKNOWN;
  }

  private static boolean ours(String device) {
    return device.contains(Codes.DEVICE) && id(device).isPresent();
  }

  private static Optional<String> id(String resource) {
    try {
      var id = JsonText.string(JsonText.members(resource).getOrDefault("id", ""));
      return Optional.of(id).filter(text -> text.matches("[A-Za-z0-9.\\-]{1,64}"));
    } catch (JsonText.Unbalanced broken) {
      return Optional.empty();
    }
  }

  private static Told ifMatch(Answer answer) {
    if (SOMEBODY_WAS_FASTER.contains(answer.status())) {
      return Told.YES;
    }
    return answer.ok() ? Told.NO : Told.UNKNOWN;
  }

  /**
   * A search for our Device and, where {@code If-Match} is known to be kept, a change of it that
   * must fail as a whole.
   */
  private Answer transaction(String id, String device) throws EhrUnavailable {
    var change =
        id.isEmpty()
            ? ""
            : ",{\"resource\":%s,\"request\":{\"method\":\"PUT\",\"url\":\"Device/%s\",\"ifMatch\":\"W/\\\"%s\\\"\"}}"
                .formatted(device, id, NO_VERSION);
    var bundle =
        "{\"resourceType\":\"Bundle\",\"type\":\"transaction\",\"entry\":[{\"request\":{\"method\":\"GET\",\"url\":\"%s\"}}%s]}"
            .formatted(OWN_DEVICE, change);
    return send(RequestTypeEnum.POST, "", bundle, null);
  }

  private static Told understood(Answer transaction) {
    int status = transaction.status();
    if (transaction.ok() || SOMEBODY_WAS_FASTER.contains(status)) {
      return Told.YES;
    }
    return NO_SUCH_THING.contains(status) || NOT_FOR_US.contains(status) ? Told.NO : Told.UNKNOWN;
  }

  private static Told byRefusal(Answer answer) {
    if (UNDERSTOOD.contains(answer.status())) {
      return Told.YES;
    }
    return NOT_FOR_US.contains(answer.status()) ? Told.NO : Told.UNKNOWN;
  }

  private static Told simple(Answer answer) {
    if (answer.ok()) {
      return Told.YES;
    }
    boolean no = answer.gone() || answer.notUnderstood() || NOT_FOR_US.contains(answer.status());
    return no ? Told.NO : Told.UNKNOWN;
  }

  private static Optional<Page> page(Answer answer) {
    if (!answer.ok()) {
      return Optional.empty();
    }
    try {
      return Page.of(answer.body());
    } catch (JsonText.Unbalanced broken) {
      return Optional.empty();
    }
  }

  private Answer get(String link) throws EhrUnavailable {
    return patient(ehr.get(link));
  }

  private Answer send(RequestTypeEnum method, String link, String text, @Nullable String version)
      throws EhrUnavailable {
    return patient(ehr.sendText(method, link, text, Constants.CT_FHIR_JSON_NEW, version));
  }

  /** Whoever asks us to wait is asked another day. */
  private Answer patient(Answer answer) throws EhrUnavailable {
    if (WAIT.contains(answer.status())) {
      throw ehr.unavailable(answer);
    }
    return answer;
  }
}
