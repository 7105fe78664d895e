package org.attune.fhir.writeback;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.attune.ehr.EhrUnavailable;
import org.attune.fhir.client.Answer;
import org.attune.fhir.client.EhrClient;
import org.attune.fhir.client.FhirR4;
import org.attune.therapy.Source;
import org.attune.writeback.WriteRefused;
import org.attune.writeback.Written;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Reference;
import org.jspecify.annotations.Nullable;

/**
 * Looks, then writes a record and its Provenance in one transaction. Where somebody was faster, or
 * no answer came, it looks again before it does anything else.
 */
@ApplicationScoped
public class Transactions {

  private static final int TRIES = 4;

  /** Some servers say 409 to a stale {@code If-Match}, others 412. */
  private static final Set<Integer> SOMEBODY_WAS_FASTER = Set.of(409, 412);

  /** Not a word on the write itself: our account, our haste, or a fault of the EHR. */
  private static final Set<Integer> NOT_NOW = Set.of(401, 403, 408, 425, 429);

  private final EhrClient ehr;
  private final FhirR4 fhir;

  @Inject
  public Transactions(EhrClient ehr, FhirR4 fhir) {
    this.ehr = ehr;
    this.fhir = fhir;
  }

  Written carryOut(Step.Decision decision) throws EhrUnavailable, WriteRefused {
    Written.Outcome unanswered = null;
    for (int tries = 1; tries <= TRIES; tries++) {
      var step = decision.look();
      if (step instanceof Step.Nothing nothing) {
        return settled(nothing.result(), unanswered);
      }
      var write = (Step.Write) step;
      var answer = send(write);
      if (answer.isEmpty()) {
        unanswered = write.outcome();
      } else if (answer.get().ok()) {
        var written = location(write.resources().get(0), answer.get());
        if (written.isPresent()) {
          return new Written(written.get(), write.outcome());
        }
        unanswered = write.outcome();
      } else if (!SOMEBODY_WAS_FASTER.contains(answer.get().status())) {
        throw refused(answer.get());
      } else if (tries == TRIES) {
        throw ehr.unavailable(answer.get());
      }
    }
    throw ehr.silent(null);
  }

  // A write without an answer did happen when the record now says what it should.
  private static Written settled(Written found, Written.@Nullable Outcome unanswered) {
    return unanswered != null && found.outcome() == Written.Outcome.UNCHANGED
        ? new Written(found.resource(), unanswered)
        : found;
  }

  private EhrUnavailable refused(Answer answer) throws WriteRefused {
    int status = answer.status();
    if (status >= 500 || NOT_NOW.contains(status)) {
      return ehr.unavailable(answer);
    }
    throw new WriteRefused(
        "The EHR at "
            + ehr.bases().get(0)
            + " will not have what Attune writes ("
            + status
            + "); compare its capabilities with those that the manual lists.",
        new IllegalStateException("HTTP status " + status));
  }

  /** Sends it all in one transaction; empty when no answer came and only a look can tell. */
  private Optional<Answer> send(Step.Write write) {
    var bundle = new Bundle().setType(Bundle.BundleType.TRANSACTION);
    for (int n = 0; n < write.resources().size(); n++) {
      add(bundle, write.resources().get(n), n);
    }
    write.resources().forEach(one -> write.provenance().addTarget(new Reference(address(one))));
    bundle
        .addEntry()
        .setFullUrl(urn("provenance of " + address(write.resources().get(0))))
        .setResource(write.provenance())
        .getRequest()
        .setMethod(Bundle.HTTPVerb.POST)
        .setUrl("Provenance");
    try {
      return Optional.of(ehr.post("", bundle, null));
    } catch (EhrUnavailable noAnswer) {
      return Optional.empty();
    }
  }

  private static void add(Bundle bundle, DomainResource resource, int n) {
    var entry = bundle.addEntry().setFullUrl(fullUrl(resource, n)).setResource(resource);
    if (isNew(resource)) {
      entry.getRequest().setMethod(Bundle.HTTPVerb.POST).setUrl(resource.fhirType());
      return;
    }
    entry.getRequest().setMethod(Bundle.HTTPVerb.PUT).setUrl(address(resource));
    if (resource.getMeta().hasVersionId()) {
      entry.getRequest().setIfMatch("W/\"" + resource.getMeta().getVersionId() + "\"");
    }
  }

  private static String fullUrl(DomainResource resource, int n) {
    if (!isNew(resource)) {
      return urn(address(resource));
    }
    if (!resource.hasId()) {
      resource.setId(urn(resource.fhirType() + n));
    }
    return resource.getIdElement().getValue();
  }

  /** How a resource of this transaction is called within it. */
  static String address(DomainResource resource) {
    return isNew(resource)
        ? resource.getIdElement().getValue()
        : resource.fhirType() + "/" + resource.getIdElement().getIdPart();
  }

  /** Gives a new resource a name that others of its transaction can refer to. */
  static void name(DomainResource resource, String key) {
    resource.setId(urn(resource.fhirType() + " " + key));
  }

  private static boolean isNew(DomainResource resource) {
    return !resource.hasId() || resource.getIdElement().getValue().startsWith("urn:uuid:");
  }

  private static String urn(String name) {
    return "urn:uuid:" + UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
  }

  private Optional<Source> location(DomainResource main, Answer answer) {
    return fhir.parse(answer.body())
        .filter(Bundle.class::isInstance)
        .flatMap(bundle -> ((Bundle) bundle).getEntry().stream().findFirst())
        .map(first -> new IdType(first.getResponse().getLocation()))
        .filter(IdType::hasIdPart)
        .map(id -> new Source(main.fhirType(), id.getIdPart(), id.getVersionIdPart()));
  }
}
