package org.attune.cards;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.attune.access.CallerCheck;
import org.attune.access.CallerCheck.Caller;
import org.attune.access.CallerCheck.Verdict;
import org.jspecify.annotations.Nullable;

/** Lets in the EHRs that the site trusts, and tells IT why another was not, once in a while. */
@ApplicationScoped
public class LetIn {

  private static final Logger LOG = Logger.getLogger(LetIn.class.getName());
  private static final Duration SILENCE = Duration.ofMinutes(10);

  private static final Map<Verdict, String> CURES =
      Map.of(
          Verdict.NO_TOKEN, "it brings no signed token; let the EHR sign its calls.",
          Verdict.NOT_SIGNED,
              "its token is not signed by a key that it publishes, or has no jti; check the address"
                  + " of its keys in attune.cds.clients.",
          Verdict.UNKNOWN,
              "its issuer, or the address of its keys, is not among attune.cds.clients.",
          Verdict.NOT_FOR_US,
              "its token is meant for another address; let the EHR call Attune under the address"
                  + " that attune.chart.url gives.",
          Verdict.OUT_OF_TIME,
              "its token is too old, or lives for too long; set both clocks by the same time"
                  + " server.",
          Verdict.REPLAYED, "its token came before; each call needs one of its own.",
          Verdict.KEYS_SILENT, "its keys cannot be had now.");

  private final CallerCheck callers;
  private final Clock clock;
  private final Map<Verdict, Instant> silentUntil = new ConcurrentHashMap<>();

  @Inject
  LetIn(CallerCheck callers, Clock clock) {
    this.callers = callers;
    this.clock = clock;
  }

  /** Judges a caller, for one call to one address. */
  public Caller check(String token, String address) {
    var caller = callers.check(token, Set.of(address));
    if (caller.verdict() != Verdict.WELCOME) {
      tell(caller.verdict());
    }
    return caller;
  }

  /** Whether a FHIR server is the one that we read; where nothing is said, it is taken to be. */
  public boolean ours(@Nullable String fhirServer) {
    return fhirServer == null || callers.isOurs(fhirServer);
  }

  private void tell(Verdict verdict) {
    var now = clock.instant();
    var until = silentUntil.getOrDefault(verdict, Instant.MIN);
    if (now.isAfter(until)) {
      silentUntil.put(verdict, now.plus(SILENCE));
      LOG.log(Level.WARNING, "A caller of CDS Hooks was refused: {0}", CURES.get(verdict));
    }
  }
}
