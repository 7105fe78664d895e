package org.attune.access;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.attune.settings.Configurable;
import org.attune.settings.Setting;
import org.attune.settings.Settings;
import org.attune.therapy.PatientId;
import org.jspecify.annotations.Nullable;

/**
 * Which forms clients were invited to fill, and by which words. The word of an invitation is
 * swapped, once, for a token that opens this one form of this one client and nothing else, and that
 * is used up when the form is handed in. They lie in the database, so that every node knows them.
 */
@ApplicationScoped
public class FormSessions implements Configurable {

  /** For how many hours a link can be opened. */
  static final Setting<Integer> LINK = Setting.count("forms.link-hours", 72, 1, 336);

  /** For how many minutes an opened form can be filled. */
  static final Setting<Integer> OPEN = Setting.count("forms.open-minutes", 30, 5, 120);

  private final EntityManager database;
  private final Settings settings;
  private final Clock clock;

  @Inject
  public FormSessions(EntityManager database, Settings settings, Clock clock) {
    this.database = database;
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * To what somebody was invited.
   *
   * @param form which form
   * @param about what the form is about, such as the key of a signal, or null
   * @param language in which it opens
   * @param patient who is to fill it
   * @param onTheSpot whether it was handed over in the session, rather than sent
   */
  public record Invited(
      String form, @Nullable String about, String language, PatientId patient, boolean onTheSpot) {

    /** Masked: nobody's id reaches a log. */
    @Override
    public String toString() {
      return "invited to " + form;
    }
  }

  /**
   * An invitation.
   *
   * @param word opens the form once; never to be kept or logged
   * @param ends until when
   */
  public record Invitation(String word, Instant ends) {

    @Override
    public String toString() {
      return "an invitation";
    }
  }

  /**
   * What a word was swapped for.
   *
   * @param token opens the form; never to be kept or logged
   * @param invited what it opens
   * @param ends until when
   */
  public record Swapped(String token, Invited invited, Instant ends) {

    @Override
    public String toString() {
      return "a token";
    }
  }

  @Override
  public List<Setting<?>> settings() {
    return List.of(LINK, OPEN);
  }

  /**
   * Invites somebody. Of several invitations to the same form only the last can still be opened.
   *
   * @param by who invites, as the EHR names them
   */
  @Transactional
  public Invitation invite(Invited invited, String by) {
    var now = clock.instant();
    database
        .createQuery(
            "delete from FormInvitation f where f.patient = :patient and f.form = :form and f.word"
                + " is not null")
        .setParameter("patient", invited.patient())
        .setParameter("form", invited.form())
        .executeUpdate();
    var word = SecretWord.draw();
    var ends =
        now.plus(
            invited.onTheSpot() ? ChartSessions.CODE_LIFE : Duration.ofHours(settings.get(LINK)));
    database.persist(new FormInvitation(SecretWord.digest(word), invited, by, ends));
    return new Invitation(word, ends);
  }

  /**
   * Swaps a word for a token; a word that was used, is too old or was never given swaps nothing.
   */
  @Transactional
  public Optional<Swapped> swap(String word) {
    var now = clock.instant();
    return found("word", word)
        .filter(invitation -> !invitation.over(now))
        .map(
            invitation -> {
              var token = SecretWord.draw();
              invitation.swapped(
                  SecretWord.digest(token), now.plus(Duration.ofMinutes(settings.get(OPEN))));
              return new Swapped(token, invitation.invited(), invitation.ends());
            });
  }

  /** What a token opens; locked until the transaction ends. */
  @Transactional
  public Optional<Invited> find(String token) {
    var now = clock.instant();
    return found("token", token)
        .filter(invitation -> !invitation.over(now))
        .map(FormInvitation::invited);
  }

  /** The form was handed in, or whoever had it does not want to. */
  @Transactional
  public void close(String token) {
    found("token", token).ifPresent(database::remove);
  }

  /** Lets go of invitations and open forms whose time is over. */
  @Transactional
  public void forgetThoseThatAreOver() {
    database
        .createQuery("delete from FormInvitation f where f.ends <= :now")
        .setParameter("now", clock.instant())
        .executeUpdate();
  }

  /** Nobody is invited any longer. */
  @Transactional(TxType.MANDATORY)
  public void forget(PatientId patient) {
    database
        .createQuery("delete from FormInvitation f where f.patient = :patient")
        .setParameter("patient", patient)
        .executeUpdate();
  }

  // Locked: of two that use the same word at once, one finds it used.
  private Optional<FormInvitation> found(String column, String word) {
    return database
        .createQuery(
            "select f from FormInvitation f where f." + column + " = :word", FormInvitation.class)
        .setParameter("word", SecretWord.digest(word))
        .setLockMode(LockModeType.PESSIMISTIC_WRITE)
        .getResultStream()
        .findFirst();
  }
}
