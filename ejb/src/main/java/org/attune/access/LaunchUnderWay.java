package org.attune.access;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.net.URI;
import java.time.Instant;
import org.attune.access.SmartLaunch.Aim;
import org.attune.access.SmartLaunch.Caller;
import org.attune.access.SmartLaunch.Journey;
import org.attune.therapy.PatientId;
import org.jspecify.annotations.Nullable;

/** A browser that was sent to the EHR and is not back yet. */
@Entity
@Table(name = "launch")
class LaunchUnderWay {

  @Id
  @Column(name = "state_digest")
  private String state;

  private @Nullable String ehr;

  @Column(name = "launch_word")
  private @Nullable String launch;

  private int attempt;

  @Column(name = "about")
  private @Nullable String signal;

  @Enumerated(EnumType.STRING)
  private Aim aim;

  private @Nullable PatientId wanted;

  private String verifier;
  private String nonce;
  private String back;
  private Instant ends;

  LaunchUnderWay() {}

  LaunchUnderWay(String state, Journey journey, Instant ends) {
    this.state = state;
    this.ehr = journey.caller().ehr();
    this.launch = journey.caller().launch();
    this.attempt = journey.caller().attempt();
    this.signal = journey.caller().signal();
    this.aim = journey.caller().aim();
    this.wanted = journey.caller().wanted();
    this.verifier = journey.verifier();
    this.nonce = journey.nonce();
    this.back = journey.back().toString();
    this.ends = ends;
  }

  boolean over(Instant now) {
    return !now.isBefore(ends);
  }

  Journey journey() {
    return new Journey(
        new Caller(ehr, launch, attempt, signal, aim, wanted), verifier, nonce, URI.create(back));
  }
}
