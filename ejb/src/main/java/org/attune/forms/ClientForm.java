package org.attune.forms;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A form that clients fill here. */
public enum ClientForm {
  /**
   * The short check-in. What is asked at first takes five taps and less than a minute; the rest is
   * there for whoever wants to say more.
   */
  CLIENT_CHECK_IN("client-check-in"),
  /**
   * The same form, with other questions first: what got in the way, what does not fit, what
   * happened in life. It is offered because of a signal and says nothing of it.
   */
  WHAT_IS_BEHIND_IT("what-is-behind-it");

  private static final String QUESTIONNAIRE = "client-check-in";

  /** The item that says who may read the answers. */
  static final String AUDIENCE = "audience";

  /** The item on which clients tell of fear or danger. */
  static final String FEAR = "fear";

  private final String id;

  ClientForm(String id) {
    this.id = id;
  }

  /** The form of a name, if clients fill it here. */
  public static Optional<ClientForm> named(String id) {
    return Stream.of(values()).filter(form -> form.id.equals(id)).findFirst();
  }

  /** By which name clients are invited to it. */
  public String id() {
    return id;
  }

  /** Which of our published forms it is. */
  public String questionnaire() {
    return QUESTIONNAIRE;
  }

  /** What is asked at first; the rest is asked of whoever wants to say more. */
  public List<String> first() {
    return switch (this) {
      case WHAT_IS_BEHIND_IT ->
          List.of("obstacle", "fit", "voice", "life-event", "safe-to-disagree", FEAR, AUDIENCE);
      case CLIENT_CHECK_IN -> List.of("mood", "heard", "topics", "approach", FEAR, AUDIENCE);
    };
  }
}
