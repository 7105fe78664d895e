package org.attune.fhir.chart;

import jakarta.ejb.Local;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import org.attune.ehr.ChangeNotices;
import org.attune.ehr.EhrUnavailable;
import org.attune.ehr.Feed;
import org.attune.fhir.Codes;
import org.attune.fhir.client.Answer;
import org.attune.fhir.client.EhrClient;
import org.attune.fhir.client.FhirR4;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Subscription;
import org.hl7.fhir.r4.model.Subscription.SubscriptionChannelType;
import org.hl7.fhir.r4.model.Subscription.SubscriptionStatus;
import org.jspecify.annotations.Nullable;

/**
 * Subscriptions of FHIR R4: one for each type that is followed, without a payload, known again by a
 * tag and by where they lead to. One that the EHR gave up is asked for again, one that would end
 * soon is prolonged, and one that is no longer of use is switched off.
 */
@Stateless
@Local(ChangeNotices.class)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class FhirChangeNotices implements ChangeNotices {

  private static final String OURS = "Subscription?type=rest-hook";
  private static final String ALL = "Subscription";
  private static final Duration FOR = Duration.ofDays(30);
  private static final Duration SOON = Duration.ofDays(7);
  private static final int UNAUTHORISED = 401;

  private final EhrClient ehr;
  private final FhirR4 fhir;
  private final Readers readers;

  @Inject
  public FhirChangeNotices(EhrClient ehr, FhirR4 fhir, Readers readers) {
    this.ehr = ehr;
    this.fhir = fhir;
    this.readers = readers;
  }

  @Override
  public Given ask(Bell bell, Instant now) throws EhrUnavailable {
    // For messages nobody waits, and each of the whole hospital would ring.
    var feeds = Feed.needed().stream().map(FhirFeed::of).filter(readers::follows).toList();
    var standing = standing(bell);
    if (standing == null) {
      return new Given(0, 0, feeds.stream().map(FhirFeed::type).sorted().toList());
    }
    var refused = new ArrayList<String>();
    var kept = new ArrayList<Subscription>();
    for (FhirFeed feed : feeds) {
      var one = seenTo(wanted(feed, bell, now), standing, now);
      if (one == null) {
        refused.add(feed.type());
      } else {
        kept.add(one);
      }
    }
    switchOff(standing, kept);
    int active = (int) kept.stream().filter(FhirChangeNotices::active).count();
    return new Given(active, kept.size() - active, refused.stream().sorted().toList());
  }

  /** Those of ours that are there, in the order of their ids; null where the EHR has no such. */
  private @Nullable List<Subscription> standing(Bell bell) throws EhrUnavailable {
    var query = OURS;
    var answer = ehr.get(query);
    if (answer.notUnderstood()) {
      query = ALL;
      answer = ehr.get(query);
    }
    if (refused(answer)) {
      return null;
    }
    if (!answer.ok()) {
      throw ehr.unavailable(answer);
    }
    return ehr.find(Subscription.class, query).stream()
        .filter(one -> ours(one, bell))
        .sorted(Comparator.comparing(FhirChangeNotices::id))
        .toList();
  }

  private static boolean ours(Subscription one, Bell bell) {
    return one.getMeta().getTag(Codes.DEVICE, Codes.DEVICE_VALUE) != null
        || bell.address().equals(one.getChannel().getEndpoint());
  }

  /** A refusal of what we ask for, as against a fault, or not knowing who we are. */
  private static boolean refused(Answer answer) {
    return answer.status() >= 400
        && answer.status() < 500
        && answer.status() != UNAUTHORISED
        && answer.status() != 408
        && answer.status() != 429;
  }

  private Subscription wanted(FhirFeed feed, Bell bell, Instant now) {
    var wanted = new Subscription();
    wanted.getMeta().addTag(Codes.DEVICE, Codes.DEVICE_VALUE, "Attune");
    wanted
        .setStatus(SubscriptionStatus.REQUESTED)
        .setReason("Attune reads the record when something in it has changed.")
        .setCriteria(feed.type() + "?" + readers.narrowing(feed).replaceFirst("^&", ""))
        .setEnd(Date.from(now.plus(FOR)));
    wanted.getChannel().setType(SubscriptionChannelType.RESTHOOK).setEndpoint(bell.address());
    if (!bell.header().isEmpty()) {
      wanted.getChannel().addHeader(bell.header());
    }
    return wanted;
  }

  /** The Subscription that stands in the end; null where the EHR will not have one. */
  private @Nullable Subscription seenTo(Subscription wanted, List<Subscription> all, Instant now)
      throws EhrUnavailable {
    var known =
        all.stream()
            .filter(one -> wanted.getCriteria().equals(one.getCriteria()))
            .findFirst()
            .orElse(null);
    if (known == null) {
      return taken(wanted, ehr.post(ALL, wanted, null));
    }
    if (good(known, wanted, now)) {
      return known;
    }
    wanted.setId(id(known));
    return taken(wanted, ehr.put(ALL + "/" + id(known), wanted, null));
  }

  private @Nullable Subscription taken(Subscription wanted, Answer answer) throws EhrUnavailable {
    if (answer.ok()) {
      return fhir.parse(answer.body())
          .filter(Subscription.class::isInstance)
          .map(Subscription.class::cast)
          .orElse(wanted);
    }
    if (refused(answer) || answer.status() == 501) {
      return null;
    }
    throw ehr.unavailable(answer);
  }

  private static boolean good(Subscription known, Subscription wanted, Instant now) {
    boolean alive = active(known) || known.getStatus() == SubscriptionStatus.REQUESTED;
    boolean lasts = !known.hasEnd() || known.getEnd().toInstant().isAfter(now.plus(SOON));
    return alive && lasts && leadsAsWanted(known, wanted);
  }

  // Some servers do not show the headers again.
  private static boolean leadsAsWanted(Subscription known, Subscription wanted) {
    var header = known.getChannel().getHeader();
    return wanted.getChannel().getEndpoint().equals(known.getChannel().getEndpoint())
        && (header.isEmpty() || same(header, wanted.getChannel().getHeader()));
  }

  private static boolean same(List<StringType> known, List<StringType> wanted) {
    return known.stream()
        .map(each -> String.valueOf(each.getValue()))
        .toList()
        .equals(wanted.stream().map(each -> String.valueOf(each.getValue())).toList());
  }

  /** Two nodes may have asked at once, and what is followed may be set otherwise now. */
  private void switchOff(List<Subscription> standing, List<Subscription> kept)
      throws EhrUnavailable {
    var ids = kept.stream().map(FhirChangeNotices::id).toList();
    for (Subscription one : standing) {
      if (!ids.contains(id(one)) && one.getStatus() != SubscriptionStatus.OFF) {
        one.setStatus(SubscriptionStatus.OFF);
        ehr.put(ALL + "/" + id(one), one, null);
      }
    }
  }

  private static boolean active(Subscription one) {
    return one.getStatus() == SubscriptionStatus.ACTIVE;
  }

  private static String id(Subscription one) {
    return Objects.requireNonNullElse(one.getIdElement().getIdPart(), "");
  }
}
