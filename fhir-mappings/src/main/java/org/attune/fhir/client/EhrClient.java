package org.attune.fhir.client;

import ca.uhn.fhir.rest.api.Constants;
import ca.uhn.fhir.rest.api.EncodingEnum;
import ca.uhn.fhir.rest.api.RequestTypeEnum;
import ca.uhn.fhir.rest.client.apache.ApacheHttpClient;
import ca.uhn.fhir.rest.client.api.Header;
import ca.uhn.fhir.rest.client.api.IHttpClient;
import ca.uhn.fhir.rest.client.api.IHttpRequest;
import ca.uhn.fhir.rest.client.api.IHttpResponse;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.apache.http.NoHttpResponseException;
import org.attune.access.AccessLog;
import org.attune.access.Viewer;
import org.attune.ehr.EhrUnavailable;
import org.attune.fhir.References;
import org.attune.settings.Configurable;
import org.attune.settings.Setting;
import org.attune.settings.Settings;
import org.attune.therapy.PatientId;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;

/**
 * The line to the hospital's FHIR server. What it says of a failure names the server's base URL and
 * a cure, and never what was asked for.
 */
@ApplicationScoped
public class EhrClient implements Configurable {

  /** Where the EHR's FHIR server is. */
  public static final Setting<String> BASE_URL = Setting.text("ehr.base-url", "");

  /** Other base URLs under which the EHR names itself in links and references. */
  public static final Setting<List<String>> ALSO_KNOWN_AS =
      Setting.list("ehr.also-known-as", List.of());

  /** How many resources are asked for at once. */
  public static final Setting<Integer> PAGE_SIZE = Setting.count("ehr.page-size", 200, 1, 1_000);

  /** How long an answer may take. */
  public static final Setting<Integer> TIMEOUT = Setting.count("ehr.timeout-seconds", 30, 1, 600);

  /** The longest resource that is read. */
  public static final Setting<Integer> LARGEST_RESOURCE =
      Setting.count("ehr.largest-resource-kb", 1_024, 16, 65_536);

  /** Other hosts at which files of an export may lie, of those that need no token. */
  public static final Setting<List<String>> EXPORT_HOSTS =
      Setting.list("ehr.export-hosts", List.of());

  /** A page larger than this would crowd out the rest of the server. */
  private static final int LARGEST_PAGE = 32 * 1024 * 1024;

  private static final int UNAUTHORISED = 401;

  private static final int NO_ANSWER = 0;

  /** What an EHR says that takes no search by POST. */
  private static final Set<Integer> NO_SUCH_SEARCH = Set.of(404, 405, 501);

  private final Settings settings;
  private final FhirR4 fhir;
  private final Connections connections;
  private final @Nullable EhrAuthorisation authorisation;
  private final @Nullable Clock clock;

  /** An EHR that is slow to search may still take what is written, and the reverse. */
  private final Breaker reads = Breaker.heeding();

  /** What is waiting to be sent heeds by itself how long it should. */
  private final Breaker writes = Breaker.ofFailures();

  /** To be told to come later is how one waits for what takes long: it rests nothing else. */
  private final Breaker jobs = Breaker.ofFailures();

  /** A program that is no part of a hospital's server accounts to nobody. */
  private AccessLog log = AccessLog.NONE;

  @Inject
  public EhrClient(
      Settings settings,
      FhirR4 fhir,
      Connections connections,
      EhrAuthorisation authorisation,
      Clock clock) {
    this.settings = settings;
    this.fhir = fhir;
    this.connections = connections;
    this.authorisation = authorisation;
    this.clock = clock;
  }

  /**
   * To an EHR that asks nobody who they are, from a program that is no application server; it never
   * rests from an EHR that fails.
   */
  public EhrClient(Settings settings, FhirR4 fhir) {
    this.settings = settings;
    this.fhir = fhir;
    this.connections = new Connections(settings, ServerSecurity.NOTHING);
    this.authorisation = null;
    this.clock = null;
  }

  /** What time it is here, where anybody keeps it. */
  public Optional<Instant> now() {
    return Optional.ofNullable(clock).map(Clock::instant);
  }

  /** Has every request about patients accounted for; the container calls it once. */
  @Inject
  public void accountTo(AccessLog accessLog) {
    log = accessLog;
  }

  @Override
  public List<Setting<?>> settings() {
    return List.of(
        BASE_URL,
        ALSO_KNOWN_AS,
        PAGE_SIZE,
        TIMEOUT,
        EXPORT_HOSTS,
        EhrAuthorisation.CLIENT_ID,
        FhirLaunch.CLIENT_ID,
        ClientKeys.HELD_AS,
        Connections.TLS);
  }

  /** Every base URL under which the EHR knows itself; the one we call comes first. */
  public List<String> bases() {
    var bases = new ArrayList<String>();
    bases.add(withoutSlash(settings.get(BASE_URL)));
    settings.get(ALSO_KNOWN_AS).forEach(alias -> bases.add(withoutSlash(alias)));
    return bases;
  }

  /** Whether an address is one under which the EHR knows itself. */
  public boolean isOurs(String address) {
    return bases().contains(withoutSlash(address));
  }

  /** How many resources to ask for at once. */
  public int pageSize() {
    return settings.get(PAGE_SIZE);
  }

  /**
   * Asks for something.
   *
   * @param link what follows the base URL, or a whole link of the EHR's own
   */
  public Answer get(String link) throws EhrUnavailable {
    return accounted(ask(link), link, null);
  }

  /**
   * Asks for something about clients, by a link that may not say so.
   *
   * @param link what follows the base URL, or a whole link of the EHR's own
   */
  public Answer get(String link, Collection<PatientId> about) throws EhrUnavailable {
    var answer = ask(link);
    about.forEach(each -> accounted(answer, link, each));
    return answer;
  }

  /**
   * Asks one question that is several clients': each is told of their own part of it alone.
   *
   * @param link what follows the base URL, or a whole link of the EHR's own
   * @param parts what would be asked about each by themselves
   */
  public Answer get(String link, Map<PatientId, String> parts) throws EhrUnavailable {
    var answer = ask(link);
    parts.forEach((client, part) -> accounted(answer, part, client));
    return answer;
  }

  /**
   * Asks for something on behalf of somebody who looks, about the client whose chart they have
   * open.
   *
   * @param link what follows the base URL, or a whole link of the EHR's own
   */
  public Answer get(String link, Viewer viewer) throws EhrUnavailable {
    var answer = ask(link);
    account(link, viewer.patient(), answer.status(), viewer.user());
    return answer;
  }

  /**
   * Asks for something on behalf of somebody who looks, about several clients.
   *
   * @param link what follows the base URL
   * @param user who looks, such as {@code Practitioner/7}
   */
  public Answer get(String link, Collection<PatientId> about, String user) throws EhrUnavailable {
    var answer = ask(link);
    about.forEach(each -> account(link, each, answer.status(), user));
    return answer;
  }

  /**
   * Asks on behalf of somebody who looks, about no client or about whoever is found.
   *
   * @param link a search: what follows the base URL, or a whole link to a further page of it
   * @param user who looks, such as {@code Practitioner/7}
   */
  public Answer get(String link, String user) throws EhrUnavailable {
    var answer = ask(link);
    log.keep(Accounting.ofSearch(withoutBase(link), answer.status()).by(user));
    return answer;
  }

  /**
   * Searches on behalf of somebody who looks, with what is asked for in the body: addresses are
   * noted down by every server on the way. An EHR that knows no such searches is asked by address.
   *
   * @param type the resource type
   * @param wanted the parameters, of which one may stand several times
   * @param user who looks, such as {@code Practitioner/7}
   */
  public Answer search(String type, List<Map.Entry<String, String>> wanted, String user)
      throws EhrUnavailable {
    var link = Accounting.search(type, wanted);
    var body =
        wanted.stream()
            .collect(
                Collectors.groupingBy(
                    Map.Entry::getKey,
                    LinkedHashMap::new,
                    Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
    var answer = ask(() -> searching(type + "/_search", body), reads);
    if (NO_SUCH_SEARCH.contains(answer.status())) {
      return get(link, user);
    }
    log.keep(Accounting.ofSearch(link, answer.status()).by(user));
    return answer;
  }

  private IHttpRequest searching(String link, Map<String, List<String>> body)
      throws EhrUnavailable {
    return http(link, RequestTypeEnum.POST, null)
        .createParamRequest(fhir.context(), body, EncodingEnum.JSON);
  }

  /**
   * Accounts for a question that somebody asked with a token of their own.
   *
   * @param link what follows the base URL
   */
  void account(String link, @Nullable PatientId about, int status, String user) {
    new Accounting(bases())
        .ofQuestion(withoutBase(link), about, status)
        .map(access -> access.by(user))
        .ifPresent(log::keep);
  }

  private Answer ask(String link) throws EhrUnavailable {
    return ask(() -> reading(link), reads);
  }

  private IHttpRequest reading(String link) throws EhrUnavailable {
    var request =
        http(link, RequestTypeEnum.GET, null).createGetRequest(fhir.context(), EncodingEnum.JSON);
    // Some servers answer the same question from memory for a minute, and so hide what was just
    // written.
    request.addHeader(Constants.HEADER_CACHE_CONTROL, Constants.CACHE_CONTROL_NO_CACHE);
    return request;
  }

  /**
   * Asks for something that takes long; the answer's location is where to ask how it stands.
   *
   * @param link what follows the base URL
   */
  public Answer getLater(String link) throws EhrUnavailable {
    var answer =
        ask(
            () -> {
              var request = reading(link);
              request.addHeader("Prefer", "respond-async");
              return request;
            },
            jobs);
    return accounted(answer, link, null);
  }

  /**
   * Asks how something stands that takes long; it is about nobody.
   *
   * @param link where we were told to ask
   */
  public Answer poll(String link) throws EhrUnavailable {
    return ask(() -> reading(link), jobs);
  }

  /**
   * Lets the EHR forget something that it made for us.
   *
   * @param link where it is
   */
  public Answer delete(String link) throws EhrUnavailable {
    return ask(
        () ->
            http(link, RequestTypeEnum.DELETE, null)
                .createGetRequest(fhir.context(), EncodingEnum.JSON),
        jobs);
  }

  /**
   * Fetches a file of lines, to be read while it comes in.
   *
   * @param type of what it is
   * @param link where it lies
   * @param secured whether to say who we are; such a file must lie at the EHR, any other may lie
   *     where the site has said that files may
   * @param longest of a line that is longer so many characters are given, and one more
   * @return empty where the file is no longer there
   */
  public Optional<Download> download(String type, String link, boolean secured, int longest)
      throws EhrUnavailable {
    var token = secured && authorisation != null && authorisation.inUse();
    var response = execute(file(link, secured), token ? authorised() : "");
    if (token && response.getStatus() == UNAUTHORISED) {
      response.close();
      response = execute(file(link, true), authorisedAnew());
    }
    try {
      if (response.getStatus() == 200) {
        var body = response.readEntity();
        accounted(new Answer(200, "", null, ""), type, null);
        return Optional.of(
            new Download(response, body == null ? InputStream.nullInputStream() : body, longest));
      }
      var answer = answer(response);
      response.close();
      if (answer.gone()) {
        return Optional.empty();
      }
      throw unavailable(answer);
    } catch (IOException broken) {
      response.close();
      throw silent(broken);
    }
  }

  private String authorised() throws EhrUnavailable {
    return authorisation == null ? "" : authorisation.token();
  }

  private String authorisedAnew() throws EhrUnavailable {
    return authorisation == null ? "" : authorisation.tokenInsteadOf(authorisation.token());
  }

  private IHttpResponse execute(IHttpRequest request, String token) throws EhrUnavailable {
    try {
      return (token.isEmpty() ? request : bearing(token, request)).execute();
    } catch (SSLException untrusted) {
      throw Untrusted.at("The EHR at " + name(), untrusted);
    } catch (IOException noAnswer) {
      throw silent(noAnswer);
    }
  }

  private IHttpRequest file(String link, boolean secured) throws EhrUnavailable {
    var request =
        new ApacheHttpClient(
                connections.client(),
                new StringBuilder(secured || !mayLieAt(link) ? address(link) : link),
                null,
                null,
                RequestTypeEnum.GET,
                List.of())
            .createGetRequest(fhir.context(), EncodingEnum.JSON);
    request.removeHeaders(Constants.HEADER_ACCEPT);
    request.addHeader(Constants.HEADER_ACCEPT, "application/fhir+ndjson");
    return request;
  }

  private boolean mayLieAt(String link) {
    return link.startsWith("http")
        && settings.get(EXPORT_HOSTS).contains(URI.create(link).getRawAuthority());
  }

  private Answer accounted(Answer answer, String link, @Nullable PatientId about) {
    new Accounting(bases())
        .ofQuestion(withoutBase(link), about, answer.status())
        .ifPresent(log::keep);
    return answer;
  }

  private String withoutBase(String link) {
    for (String known : bases()) {
      if (!known.isEmpty() && link.startsWith(known)) {
        var rest = link.substring(known.length());
        return rest.startsWith("/") ? rest.substring(1) : rest;
      }
    }
    return link.startsWith("http") ? "?" + link : link;
  }

  /**
   * Sends something.
   *
   * @param link what follows the base URL; empty for a transaction
   * @param ifNoneExist a search that must find nothing, or null
   * @throws EhrUnavailable when no answer came, so that nobody knows whether it was taken
   */
  public Answer post(String link, Resource resource, @Nullable String ifNoneExist)
      throws EhrUnavailable {
    var text = fhir.context().newJsonParser().encodeResourceToString(resource);
    int status = NO_ANSWER;
    try {
      var answer =
          ask(
              () ->
                  http(link, RequestTypeEnum.POST, ifNoneExist)
                      .createByteRequest(
                          fhir.context(), text, Constants.CT_FHIR_JSON_NEW, EncodingEnum.JSON),
              writes);
      status = answer.status();
      return answer;
    } finally {
      // Without an answer it may have happened all the same.
      new Accounting(bases()).ofWrite(resource, link, status).ifPresent(log::keep);
    }
  }

  /**
   * Sends something to another FHIR server, without anything that lets us into the EHR.
   *
   * @param base the other server's base URL
   */
  public Answer postElsewhere(String base, Resource resource) throws EhrUnavailable {
    var text = fhir.context().newJsonParser().encodeResourceToString(resource);
    return send(
        new ApacheHttpClient(
                connections.client(),
                new StringBuilder(withoutSlash(base)),
                Map.of(),
                null,
                RequestTypeEnum.POST,
                List.of())
            .createByteRequest(
                fhir.context(), text, Constants.CT_FHIR_JSON_NEW, EncodingEnum.JSON));
  }

  /**
   * Puts something in the place of what is there.
   *
   * @param link the type and id
   * @param version what the EHR must still hold, or null
   * @throws EhrUnavailable when no answer came, so that nobody knows whether it was taken
   */
  public Answer put(String link, Resource resource, @Nullable String version)
      throws EhrUnavailable {
    var text = fhir.context().newJsonParser().encodeResourceToString(resource);
    int status = NO_ANSWER;
    try {
      var answer =
          ask(
              () -> sending(RequestTypeEnum.PUT, link, text, Constants.CT_FHIR_JSON_NEW, version),
              writes);
      status = answer.status();
      return answer;
    } finally {
      new Accounting(bases()).ofWrite(resource, link, status).ifPresent(log::keep);
    }
  }

  /**
   * Changes a part of what is there, and nothing else of it.
   *
   * @param link the type and id
   * @param patch a JSON Patch
   * @param version what the EHR must still hold, or null
   * @param about whom it is about, which the patch need not say
   * @throws EhrUnavailable when no answer came, so that nobody knows whether it was taken
   */
  public Answer patch(String link, String patch, @Nullable String version, PatientId about)
      throws EhrUnavailable {
    return change(
        () -> sending(RequestTypeEnum.PATCH, link, patch, Constants.CT_JSON_PATCH, version),
        link,
        about);
  }

  /**
   * Puts a text in the place of what is there, as it is: what we would not understand of it stays.
   *
   * @param link the type and id
   * @param version what the EHR must still hold
   * @param about whom it is about
   * @throws EhrUnavailable when no answer came, so that nobody knows whether it was taken
   */
  public Answer putText(String link, String text, String version, PatientId about)
      throws EhrUnavailable {
    return change(
        () -> sending(RequestTypeEnum.PUT, link, text, Constants.CT_FHIR_JSON_NEW, version),
        link,
        about);
  }

  private Answer change(Question question, String link, PatientId about) throws EhrUnavailable {
    int status = NO_ANSWER;
    try {
      var answer = ask(question, writes);
      status = answer.status();
      return answer;
    } finally {
      log.keep(Accounting.ofChange(link, about, status));
    }
  }

  /**
   * Sends a text as it is, to learn how the EHR answers.
   *
   * @param version what the EHR must still hold, or null
   */
  public Answer sendText(
      RequestTypeEnum method,
      String link,
      String text,
      String contentType,
      @Nullable String version)
      throws EhrUnavailable {
    // That an EHR chokes on a trial says nothing of what is written in earnest.
    return ask(() -> sending(method, link, text, contentType, version), Breaker.ofFailures());
  }

  private IHttpRequest sending(
      RequestTypeEnum method,
      String link,
      String text,
      String contentType,
      @Nullable String version)
      throws EhrUnavailable {
    var request =
        http(link, method, null)
            .createByteRequest(fhir.context(), text, contentType, EncodingEnum.JSON);
    if (version != null) {
      request.addHeader(Constants.HEADER_IF_MATCH, "W/\"" + version + "\"");
    }
    return request;
  }

  private IHttpClient http(String link, RequestTypeEnum method, @Nullable String ifNoneExist)
      throws EhrUnavailable {
    List<Header> headers =
        ifNoneExist == null
            ? List.of()
            : List.of(new Header(Constants.HEADER_IF_NONE_EXIST, ifNoneExist));
    // An empty map of conditions would become an If-None-Exist that names the whole server.
    return new ApacheHttpClient(
        connections.client(), new StringBuilder(uri(address(link))), null, null, method, headers);
  }

  /** Makes a request, anew for each time that it is sent. */
  private interface Question {
    IHttpRequest ask() throws EhrUnavailable;
  }

  // A token may be revoked before its time: then one fresh token, and one more try.
  private Answer ask(Question question, Breaker breaker) throws EhrUnavailable {
    if (authorisation == null || !authorisation.inUse()) {
      return send(question.ask(), breaker);
    }
    var token = authorisation.token();
    var answer = send(bearing(token, question.ask()), breaker);
    return answer.status() == UNAUTHORISED
        ? send(bearing(authorisation.tokenInsteadOf(token), question.ask()), breaker)
        : answer;
  }

  private static IHttpRequest bearing(String token, IHttpRequest request) {
    request.addHeader(Constants.HEADER_AUTHORIZATION, "Bearer " + token);
    return request;
  }

  private Answer send(IHttpRequest request, Breaker breaker) throws EhrUnavailable {
    if (clock == null) {
      return send(request);
    }
    var wait = breaker.wait(clock.instant());
    if (wait.isPresent()) {
      throw resting(wait.get());
    }
    try {
      var answer = send(request);
      breaker.heard(answer, clock.instant());
      return answer;
    } catch (EhrUnavailable silence) {
      breaker.failed(clock.instant());
      throw silence;
    }
  }

  private EhrUnavailable resting(Duration wait) {
    return new EhrUnavailable(
        "The EHR at "
            + name()
            + " failed several times in a row, or asked for a rest, and is left alone for "
            + Math.max(1, wait.toSeconds())
            + " seconds; nothing is lost.",
        wait,
        null);
  }

  private Answer send(IHttpRequest request) throws EhrUnavailable {
    try {
      var response = request.execute();
      try {
        return answer(response);
      } finally {
        response.close();
      }
    } catch (SSLException untrusted) {
      throw Untrusted.at("The EHR at " + name(), untrusted);
    } catch (IOException noAnswer) {
      throw silent(noAnswer);
    }
  }

  /** The page in an answer. */
  public Page page(Answer answer) throws EhrUnavailable {
    if (!answer.ok()) {
      throw unavailable(answer);
    }
    try {
      return Page.of(answer.body()).orElseThrow(this::noFhir);
    } catch (JsonText.Unbalanced broken) {
      throw noFhir();
    }
  }

  /** Every resource of a type that a search finds; those that cannot be read are left out. */
  public <T extends Resource> List<T> find(Class<T> type, String query) throws EhrUnavailable {
    var found = new ArrayList<T>();
    var trail = new PageTrail(type.getSimpleName());
    var link = Optional.of(query);
    while (link.isPresent()) {
      trail.follow(link.get());
      var answer = ask(link.get());
      var page = answer.ok() ? page(answer) : null;
      int before = found.size();
      if (page != null) {
        for (Page.Entry entry : page.entries()) {
          fhir.parse(entry.resource())
              .filter(type::isInstance)
              .map(type::cast)
              .ifPresent(found::add);
        }
      }
      accounted(answer, link.get(), onlyPatientOf(found.subList(before, found.size())));
      if (page == null) {
        throw unavailable(answer);
      }
      link = Optional.ofNullable(page.next()).filter(next -> !page.entries().isEmpty());
    }
    return found;
  }

  private @Nullable PatientId onlyPatientOf(List<? extends Resource> found) {
    var accounting = new Accounting(bases());
    return References.only(found.stream().flatMap(one -> accounting.patientsOf(one))).orElse(null);
  }

  /** One resource, if it is there. */
  public <T extends Resource> Optional<T> read(Class<T> type, String reference)
      throws EhrUnavailable {
    var answer = ask(reference);
    var found =
        answer.ok()
            ? fhir.parse(answer.body()).filter(type::isInstance).map(type::cast)
            : Optional.<T>empty();
    accounted(answer, reference, onlyPatientOf(found.stream().toList()));
    if (!answer.ok() && !answer.gone()) {
      throw unavailable(answer);
    }
    return found;
  }

  /** Says in one sentence why an answer is no use, and what would help. */
  public EhrUnavailable unavailable(Answer answer) {
    return new EhrUnavailable(
        "The EHR at " + name() + " answered " + answer.status() + "; " + cure(answer.status()),
        answer.retryAfter(),
        null);
  }

  /** Says that no answer came at all. */
  public EhrUnavailable silent(@Nullable Throwable cause) {
    return new EhrUnavailable(
        "The EHR at "
            + name()
            + " "
            + what(cause)
            + "; check attune.ehr.base-url and the network in between. Nothing is lost: it is asked"
            + " again later.",
        cause instanceof IOException io ? io : null);
  }

  private String what(@Nullable Throwable cause) {
    if (cause instanceof ConnectException || cause instanceof UnknownHostException) {
      return "cannot be reached";
    }
    if (cause instanceof SocketException || cause instanceof NoHttpResponseException) {
      // Since TLS 1.3 a certificate is refused after the line stands, and often without a word.
      return settings.get(BASE_URL).startsWith("https:")
          ? "broke off the connection; where it asks for a certificate of ours, it may not know the"
              + " one of attune.ehr.ssl-context"
          : "broke off the connection";
    }
    return "did not answer within " + settings.get(TIMEOUT) + " seconds";
  }

  private String cure(int status) {
    return switch (status) {
      case UNAUTHORISED ->
          authorisation == null || !authorisation.inUse()
              ? "it asks who we are; set attune.ehr.client-id and register Attune there."
              : "it does not take a token that was fresh; check that it belongs to the"
                  + " authorisation server that it names, and that the clocks of all three"
                  + " agree.";
      case 301, 302, 303, 307, 308 ->
          "it has moved; set attune.ehr.base-url to where it is now, since Attune follows nobody"
              + " elsewhere.";
      case 403 -> "give Attune's account access to the resources that its manual lists.";
      case 404, 410 -> "check that attune.ehr.base-url is the base of its FHIR R4 server.";
      case 409, 412 -> "somebody else keeps changing the same record; it is tried again later.";
      case 429, 503 -> "it asks us to wait, and is asked again later.";
      default ->
          status >= 500
              ? "it has a fault of its own and is asked again later."
              : "it did not understand; compare its capabilities with those that the manual lists.";
    };
  }

  private EhrUnavailable noFhir() {
    return new EhrUnavailable(
        "The EHR at "
            + name()
            + " answered with something that is no FHIR bundle in JSON; check that"
            + " attune.ehr.base-url is the base of its FHIR R4 server and that no proxy changes its"
            + " answers.",
        null);
  }

  private Answer answer(IHttpResponse response) throws IOException, EhrUnavailable {
    try (var body = response.readEntity()) {
      int largest = settings.get(LARGEST_RESOURCE) * 1_024;
      return new Answer(
          response.getStatus(),
          body == null ? "" : Sieve.text(body, largest, Math.max(LARGEST_PAGE, largest)),
          retryAfter(response),
          Stream.of(Constants.HEADER_LOCATION, Constants.HEADER_CONTENT_LOCATION)
              .map(header -> first(response, header))
              .filter(place -> !place.isEmpty())
              .findFirst()
              .orElse(""));
    } catch (Sieve.Overflow tooMuch) {
      throw new EhrUnavailable(
          "The EHR at " + name() + " sent more than 32 MB at once; lower attune.ehr.page-size.",
          null);
    }
  }

  // Either seconds, or a date to be held against the server's own.
  private static @Nullable Duration retryAfter(IHttpResponse response) {
    var wait = first(response, "Retry-After");
    if (wait.isEmpty()) {
      return null;
    }
    if (wait.chars().allMatch(Character::isDigit) && wait.length() < 9) {
      return Duration.ofSeconds(Long.parseLong(wait));
    }
    try {
      var format = DateTimeFormatter.RFC_1123_DATE_TIME;
      var until = ZonedDateTime.parse(wait, format);
      var waiting = Duration.between(ZonedDateTime.parse(first(response, "Date"), format), until);
      return waiting.isNegative() ? Duration.ZERO : waiting;
    } catch (DateTimeException noDate) {
      return null;
    }
  }

  private static String first(IHttpResponse response, String header) {
    return response.getAllHeaders().entrySet().stream()
        .filter(entry -> entry.getKey().equalsIgnoreCase(header))
        .flatMap(entry -> entry.getValue().stream())
        .findFirst()
        .orElse("");
  }

  // Many servers leave bars, braces and blanks in their links as they are.
  private String uri(String address) throws EhrUnavailable {
    var written = new StringBuilder(address.length());
    for (int i = 0; i < address.length(); i++) {
      char c = address.charAt(i);
      if (" \"<>\\^`{|}".indexOf(c) >= 0) {
        written.append('%').append(Integer.toHexString(c).toUpperCase(Locale.ROOT));
      } else {
        written.append(c);
      }
    }
    try {
      return new URI(written.toString()).toString();
    } catch (URISyntaxException noAddress) {
      // Its message would quote what came.
      throw new EhrUnavailable(
          "The EHR at " + name() + " gives page links that are no addresses; ask its maker.", null);
    }
  }

  private String address(String link) throws EhrUnavailable {
    if (!link.startsWith("http://") && !link.startsWith("https://")) {
      return link.isEmpty() || link.startsWith("?") ? base() + link : base() + "/" + link;
    }
    for (String known : bases()) {
      if (link.startsWith(known + "/") || link.startsWith(known + "?") || link.equals(known)) {
        return base() + link.substring(known.length());
      }
    }
    return atOurHost(link) ? link : sameServer(link);
  }

  /** What takes long, and its files, may stand beside the base at the same host. */
  private boolean atOurHost(String link) throws EhrUnavailable {
    var base = URI.create(base());
    var host = base.getScheme() + "://" + base.getRawAuthority();
    return link.equals(host) || link.startsWith(host + "/");
  }

  // Behind a proxy many servers build their links with an inner host name; the path tells that it
  // is the same server. Nothing is ever sent to another host.
  private String sameServer(String link) throws EhrUnavailable {
    var base = URI.create(base());
    var path = link.replaceFirst("https?://[^/?#]*", "");
    if (!path.startsWith(base.getRawPath())) {
      throw new EhrUnavailable(
          "The EHR at "
              + name()
              + " gives page links that lead elsewhere; set attune.ehr.also-known-as to the base"
              + " URL that it uses for itself.",
          null);
    }
    return base.getScheme() + "://" + base.getRawAuthority() + path;
  }

  private String base() throws EhrUnavailable {
    var base = withoutSlash(settings.get(BASE_URL));
    if (base.isBlank()) {
      throw new EhrUnavailable(
          "No EHR is set; set attune.ehr.base-url to the base of the hospital's FHIR R4 server.",
          null);
    }
    return base;
  }

  private String name() {
    return settings.get(BASE_URL);
  }

  private static String withoutSlash(String url) {
    var text = url.strip();
    return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
  }
}
