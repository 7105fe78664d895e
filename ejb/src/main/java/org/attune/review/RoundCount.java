package org.attune.review;

import java.util.EnumMap;
import java.util.Map;
import org.attune.ehr.Feed;
import org.attune.therapy.GapReason;
import org.attune.writeback.Outbox;
import org.jspecify.annotations.Nullable;

/** What a round has come to so far. */
final class RoundCount {

  private final Map<Feed, Integer> resources = new EnumMap<>(Feed.class);
  private Map<GapReason, Long> gaps = Map.of();
  private int clients;
  private int failed;
  private int opened;
  private int closed;
  private int sent;
  private int refused;
  private @Nullable String silence;
  private @Nullable String brokerSilence;

  void read(Feed feed, int entries) {
    resources.merge(feed, entries, Integer::sum);
  }

  void stand(Map<GapReason, Long> now) {
    gaps = now;
  }

  void looked(long looked, long stillFaulty, long newlyOpened, long newlyClosed) {
    clients = Math.toIntExact(looked);
    failed = Math.toIntExact(stillFaulty);
    opened = Math.toIntExact(newlyOpened);
    closed = Math.toIntExact(newlyClosed);
  }

  void sent(Outbox.Sent outcome) {
    sent += outcome.sent();
    refused += outcome.refused();
    if (outcome.trouble() != null) {
      silence = outcome.trouble();
    }
  }

  void ehrSilent(@Nullable String sentence) {
    silence = sentence;
  }

  void brokerSilent(@Nullable String sentence) {
    brokerSilence = sentence;
  }

  Map<Feed, Integer> resources() {
    return resources;
  }

  Map<GapReason, Long> gaps() {
    return gaps;
  }

  int clients() {
    return clients;
  }

  int failures() {
    return failed;
  }

  int opened() {
    return opened;
  }

  int closed() {
    return closed;
  }

  int sent() {
    return sent;
  }

  int refused() {
    return refused;
  }

  /** Why the EHR could not be reached, or null. */
  @Nullable String silence() {
    return silence;
  }

  /** What was in the way, or null. */
  @Nullable String trouble() {
    return silence == null ? brokerSilence : silence;
  }
}
