package org.attune.chart;

import org.attune.catalogue.Catalogue;
import org.attune.therapy.CancellationReason;
import org.attune.therapy.Session;

/** How an hour ended, in words. */
final class SessionWords {

  private final Words words;

  SessionWords(Words words) {
    this.words = words;
  }

  String of(Session session) {
    var said = new StringBuilder(words.say("fact.session", session.outcome()));
    switch (session.outcome()) {
      case MISSED, CANCELLED_BY_CLIENT, CANCELLED_BY_CIRCUMSTANCE, CANCELLED ->
          said.append(' ').append(reason(session.reason()));
      case PLANNED, ATTENDED, CANCELLED_BY_SERVICE, UNKNOWN -> {}
    }
    if (session.rescheduled()) {
      said.append(' ').append(words.say("excluded.rescheduled"));
    }
    return said.toString();
  }

  private String reason(CancellationReason reason) {
    return switch (reason) {
      case NOT_GIVEN, CHANNEL_ONLY, RESCHEDULED -> words.say("fact.session.no-reason");
      case RATHER_NOT_SAY, OWN_REASON -> words.say("reason", reason);
      default -> words.say("excluded." + Catalogue.key(reason));
    };
  }
}
