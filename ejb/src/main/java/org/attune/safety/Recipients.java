package org.attune.safety;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import org.attune.settings.Configurable;
import org.attune.settings.Setting;
import org.attune.settings.Settings;

/** Who is asked to look after an answer today. */
@ApplicationScoped
public class Recipients implements Configurable {

  static final Setting<String> RECIPIENT = Setting.text("safety.recipient", "");
  static final Setting<String> THREAT_RECIPIENT = Setting.text("safety.threat-recipient", "");
  static final Setting<String> SECOND_RECIPIENT = Setting.text("safety.second-recipient", "");

  private final Settings settings;

  @Inject
  public Recipients(Settings settings) {
    this.settings = settings;
  }

  @Override
  public List<Setting<?>> settings() {
    return List.of(RECIPIENT, THREAT_RECIPIENT, SECOND_RECIPIENT);
  }

  /** The first to be asked: rather the one for something else, or the second, than nobody. */
  public Optional<String> first(SafetyKind kind) {
    return switch (kind) {
      case RISK -> named(List.of(RECIPIENT, THREAT_RECIPIENT, SECOND_RECIPIENT));
      case THREAT, BOUNDARY -> named(List.of(THREAT_RECIPIENT, RECIPIENT, SECOND_RECIPIENT));
    };
  }

  /** Whom to ask when the first does not answer. */
  public Optional<String> second(SafetyKind kind) {
    var first = first(kind).orElse("");
    return named(List.of(SECOND_RECIPIENT)).filter(second -> !second.equals(first));
  }

  /** Whether somebody is named at all. */
  public boolean anybody() {
    return first(SafetyKind.RISK).isPresent();
  }

  private Optional<String> named(List<Setting<String>> inTurn) {
    return inTurn.stream().map(settings::get).filter(each -> !each.isEmpty()).findFirst();
  }
}
