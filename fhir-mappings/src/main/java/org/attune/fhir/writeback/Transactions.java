package org.attune.fhir.writeback;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.attune.ehr.EhrUnavailable;
import org.attune.fhir.capabilities.Capabilities;
import org.attune.fhir.client.Answer;
import org.attune.fhir.client.EhrClient;
import org.attune.fhir.client.FhirR4;
import org.attune.therapy.Source;
import org.attune.writeback.Attribution;
import org.attune.writeback.Before;
import org.attune.writeback.WriteRefused;
import org.attune.writeback.Written;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Provenance;
import org.hl7.fhir.r4.model.Reference;
import org.jspecify.annotations.Nullable;

/**
 * Looks, then writes a record and its Provenance in one transaction. Where somebody was faster, or
 * no answer came, it looks again before it does anything else. Where the EHR keeps no transaction
 * whole, the two are written one after the other.
 */
@ApplicationScoped
public class Transactions {

  static final int TRIES = 4;

  /** Some servers say 409 to a stale {@code If-Match}, others 412. */
  static final Set<Integer> SOMEBODY_WAS_FASTER = Set.of(409, 412);

  /** Not a word on the write itself: our account, our haste, or a fault of the EHR. */
  private static final Set<Integer> NOT_NOW = Set.of(401, 403, 408, 425, 429);

  /** The EHR does not know transactions at all. */
  private static final Set<Integer> NO_TRANSACTIONS = Set.of(404, 405, 501);

  /** It asks us to wait, and not to look again at once. */
  private static final Set<Integer> WAIT = Set.of(429, 503);

  private final EhrClient ehr;
  private final FhirR4 fhir;
  private final Capabilities capabilities;
  private final SeparateWrites separate;

  @Inject
  public Transactions(
      EhrClient ehr, FhirR4 fhir, Capabilities capabilities, SeparateWrites separate) {
    this.ehr = ehr;
    this.fhir = fhir;
    this.capabilities = capabilities;
    this.separate = separate;
  }

  /**
   * Brings it about.
   *
   * @param before what is known of it
   */
  Written carryOut(Step.Decision decision, Step.Story story, Before before)
      throws EhrUnavailable, WriteRefused {
    Written.Outcome unanswered = null;
    var told = before.attribution();
    for (int tries = 1; tries <= TRIES; tries++) {
      var step = decision.look();
      if (step instanceof Step.Nothing nothing) {
        return settled(
            completed(nothing.result(), unanswered, story, before.telling(told)), unanswered);
      }
      var write = (Step.Write) step;
      boolean together = capabilities.together();
      var result = together ? send(write) : separate.write(write);
      var failure = result.failure();
      if (result.main() != null) {
        return new Written(result.main(), write.outcome()).telling(result.told());
      }
      if (failure == null) {
        unanswered = write.outcome();
        told = result.told() == Attribution.TOLD ? told : result.told();
      } else if (!SOMEBODY_WAS_FASTER.contains(failure.status())) {
        if (together && NO_TRANSACTIONS.contains(failure.status())) {
          capabilities.cannotKeepTogether();
        } else if (together && isThereAllTheSame(failure, decision, write)) {
          unanswered = write.outcome();
          told = separately() ? Attribution.OWED : told;
        } else {
          throw refused(failure);
        }
      } else if (tries == TRIES) {
        throw ehr.unavailable(failure);
      }
    }
    throw ehr.silent(null);
  }

  /** Tells of another record that was written with one, where that is missing. */
  Attribution completeBeside(Source record, Provenance story, Attribution before)
      throws EhrUnavailable {
    return separate.completeShared(record, story, before);
  }

  /** Whether records are written one after the other here. */
  boolean separately() {
    return !capabilities.together();
  }

  /**
   * What failed as a whole should not be there. Where it is, either its answer was lost on the way,
   * or the EHR keeps parts of what fails.
   */
  private boolean isThereAllTheSame(Answer failure, Step.Decision decision, Step.Write write)
      throws EhrUnavailable {
    if (WAIT.contains(failure.status()) || !(decision.look() instanceof Step.Nothing nothing)) {
      return false;
    }
    var record = nothing.result().resource();
    if (record == null || nothing.result().outcome() != Written.Outcome.UNCHANGED) {
      return false;
    }
    if (separate.keptInPart(record, write.provenance())) {
      capabilities.cannotKeepTogether();
    }
    return true;
  }

  /** What is ours already and was not told of, as far as is known, is told of now. */
  private Written completed(
      Written found, Written.@Nullable Outcome unanswered, Step.Story story, Before before)
      throws EhrUnavailable {
    var record = found.resource();
    if (before.attribution() == Attribution.TOLD
        || record == null
        || found.outcome() != Written.Outcome.UNCHANGED) {
      return found;
    }
    return found.telling(
        unanswered == null
            ? separate.completeLate(record, story.of(Written.Outcome.UPDATED), before)
            : separate.complete(record, story.of(unanswered), before.attribution()));
  }

  // A write without an answer did happen when the record now says what it should.
  private static Written settled(Written found, Written.@Nullable Outcome unanswered) {
    return unanswered != null && found.outcome() == Written.Outcome.UNCHANGED
        ? new Written(found.resource(), unanswered).telling(found.attribution())
        : found;
  }

  /** Why a write was not taken: for now, or as things stand. */
  EhrUnavailable refused(Answer answer) throws WriteRefused {
    int status = answer.status();
    if (status >= 500 || NOT_NOW.contains(status)) {
      return ehr.unavailable(answer);
    }
    throw willNotHave(answer);
  }

  /** Says that the EHR will not have a write as things stand. */
  WriteRefused willNotHave(Answer answer) {
    int status = answer.status();
    return new WriteRefused(
        "The EHR at "
            + ehr.bases().get(0)
            + " will not have what Attune writes ("
            + status
            + "); compare its capabilities with those that the manual lists.",
        new IllegalStateException("HTTP status " + status));
  }

  /** Sends it all in one transaction. */
  private SeparateWrites.Result send(Step.Write write) {
    var bundle = new Bundle().setType(Bundle.BundleType.TRANSACTION);
    for (int n = 0; n < write.resources().size(); n++) {
      add(bundle, write.resources().get(n), n);
    }
    boolean taken = capabilities.adds("Provenance");
    if (taken) {
      tell(bundle, write);
    }
    var told = taken ? Attribution.TOLD : Attribution.NOT_TAKEN;
    try {
      var answer = ehr.post("", bundle, null);
      return answer.ok()
          ? new SeparateWrites.Result(
              location(write.resources().get(0), answer).orElse(null), null, told)
          : new SeparateWrites.Result(null, answer, told);
    } catch (EhrUnavailable noAnswer) {
      return new SeparateWrites.Result(null, null, told);
    }
  }

  private static void tell(Bundle bundle, Step.Write write) {
    write.resources().forEach(one -> write.provenance().addTarget(new Reference(address(one))));
    bundle
        .addEntry()
        .setFullUrl(urn("provenance of " + address(write.resources().get(0))))
        .setResource(write.provenance())
        .getRequest()
        .setMethod(Bundle.HTTPVerb.POST)
        .setUrl("Provenance");
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

  static boolean isNew(DomainResource resource) {
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
