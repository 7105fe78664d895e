package org.attune.hooks;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.attune.ehr.ChangeNotices.Given;

/** How it stands with being told of changes, for IT. */
@ApplicationScoped
public class HookReport {

  private final Hooks hooks;
  private volatile State state = State.NOT_ASKED;
  private volatile String more = "";

  @Inject
  HookReport(Hooks hooks) {
    this.hooks = hooks;
  }

  /** How it stands. */
  enum State {
    NOT_ASKED("not asked for; the record is read when its turn comes"),
    SILENT("the EHR could not be asked yet"),
    REFUSED("the EHR tells nothing by itself; the record is read when its turn comes"),
    WAITING("the EHR has taken our wish and done nothing yet"),
    ACTIVE("the EHR will tell us");

    private final String words;

    State(String words) {
      this.words = words;
    }
  }

  /** Facts for the health checks; no secret among them. */
  public Map<String, String> facts() {
    Map<String, String> facts = new TreeMap<>();
    var heard = hooks.lastHeard();
    boolean delivering = state == State.ACTIVE && heard.isPresent();
    facts.put("hooks.state", delivering ? "delivering" : state.words);
    if (!more.isEmpty()) {
      facts.put("hooks.not-for", more);
    }
    heard.ifPresent(moment -> facts.put("hooks.last-heard", moment.toString()));
    return facts;
  }

  /** Notes how the EHR keeps its word; returns whether that is news. */
  boolean note(Given given) {
    var now =
        given.active() > 0 ? State.ACTIVE : given.waiting() > 0 ? State.WAITING : State.REFUSED;
    return note(now, given.refused());
  }

  /** Notes that the EHR could not be asked; what it said earlier still holds. */
  void noteSilence() {
    if (state == State.NOT_ASKED) {
      note(State.SILENT, List.of());
    }
  }

  private boolean note(State now, List<String> refused) {
    var types = String.join(", ", refused);
    boolean news = now != state || !types.equals(more);
    state = now;
    more = types;
    return news;
  }

  /** In words. */
  String words() {
    return state.words;
  }
}
