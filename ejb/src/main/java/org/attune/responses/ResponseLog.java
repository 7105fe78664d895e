package org.attune.responses;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.attune.findings.Finding;
import org.attune.findings.FindingKey;
import org.attune.therapy.CourseId;
import org.attune.therapy.PatientId;
import org.attune.therapy.TriedResponse;
import org.jspecify.annotations.Nullable;

/** What was tried, and because of which finding. */
@ApplicationScoped
public class ResponseLog {

  private final EntityManager database;
  private final Responses responses;
  private final Clock clock;

  @Inject
  ResponseLog(EntityManager database, Responses responses, Clock clock) {
    this.database = database;
    this.responses = responses;
    this.clock = clock;
  }

  /**
   * Logs that a response was tried because of a finding. The finding stays as it is.
   *
   * @param finding which finding
   * @param response the response's id
   * @param by in which role
   * @param outcome what came of it, or null while nobody knows
   * @return what is logged now, or empty where there is no such finding or response
   */
  @Transactional
  public Optional<LoggedResponse> log(
      FindingKey finding,
      String response,
      LoggedResponse.Role by,
      LoggedResponse.@Nullable Outcome outcome) {
    if (responses.byId(response).isEmpty()
        || database.find(Finding.class, finding.value()) == null) {
      return Optional.empty();
    }
    var now = clock.instant();
    var entry = justLogged(finding, response, by, now).orElse(null);
    if (entry == null) {
      entry = new LoggedResponse(finding, response, by, now);
      database.persist(entry);
    }
    entry.turnedOut(outcome);
    return Optional.of(entry);
  }

  /** Everything that was logged for some clients' findings, the earliest first. */
  @Transactional
  public List<LoggedResponse> of(Collection<PatientId> patients) {
    return patients.isEmpty()
        ? List.of()
        : database
            .createQuery(
                "select l from LoggedResponse l, Finding f where f.key = l.finding and f.patient in"
                    + " :patients order by l.at, l.id",
                LoggedResponse.class)
            .setParameter("patients", patients)
            .getResultList();
  }

  /**
   * Of what was logged, what was tried, by course; what was planned and not done is left out.
   *
   * @param logged what was logged
   * @param findings the findings because of which it was
   */
  public static Map<CourseId, List<TriedResponse>> tried(
      Collection<LoggedResponse> logged, Collection<Finding> findings) {
    var byKey =
        findings.stream().collect(Collectors.toMap(Finding::key, finding -> finding, (a, b) -> a));
    return logged.stream()
        .filter(LoggedResponse::done)
        .filter(entry -> byKey.containsKey(entry.finding()))
        .map(entry -> Map.entry(Objects.requireNonNull(byKey.get(entry.finding())), entry))
        .collect(
            Collectors.groupingBy(
                each -> each.getKey().course(),
                Collectors.mapping(
                    each -> tried(each.getValue(), each.getKey()), Collectors.toList())));
  }

  /**
   * What was tried in each of a client's courses, the earliest first; what was planned and not done
   * is left out. A course in which nothing was tried is absent.
   */
  @Transactional
  public Map<CourseId, List<TriedResponse>> tried(PatientId patient) {
    return database
        .createQuery(
            "select l, f from LoggedResponse l, Finding f where f.key = l.finding and f.patient ="
                + " :patient order by l.at, l.id",
            Object[].class)
        .setParameter("patient", patient)
        .getResultStream()
        .filter(row -> ((LoggedResponse) row[0]).done())
        .collect(
            Collectors.groupingBy(
                row -> ((Finding) row[1]).course(),
                Collectors.mapping(
                    row -> tried((LoggedResponse) row[0], (Finding) row[1]), Collectors.toList())));
  }

  private static TriedResponse tried(LoggedResponse entry, Finding finding) {
    return new TriedResponse(finding.detector(), entry.response(), entry.at());
  }

  private Optional<LoggedResponse> justLogged(
      FindingKey finding, String response, LoggedResponse.Role by, Instant now) {
    return database
        .createQuery(
            "select l from LoggedResponse l where l.finding = :finding and l.response = :response"
                + " and l.by = :by and l.at > :since order by l.at desc, l.id desc",
            LoggedResponse.class)
        .setParameter("finding", finding.value())
        .setParameter("response", response)
        .setParameter("by", by)
        .setParameter("since", now.minus(TriedResponse.SAME_TRY))
        .setMaxResults(1)
        .getResultStream()
        .findFirst();
  }

  /** Forgets what was logged because of some findings. */
  @Transactional(TxType.MANDATORY)
  public void forget(Collection<String> findings) {
    if (!findings.isEmpty()) {
      database
          .createQuery("delete from LoggedResponse r where r.finding in :these")
          .setParameter("these", findings)
          .executeUpdate();
    }
  }
}
