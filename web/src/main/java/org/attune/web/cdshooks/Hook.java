package org.attune.web.cdshooks;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.attune.detection.Category;

/** The moments of work at which we have something to say. */
enum Hook {
  /** A chart is opened. */
  PATIENT_VIEW("patient-view"),
  /** An hour is being booked: what may help to come, or to be reached. */
  APPOINTMENT_BOOK("appointment-book");

  private final String code;

  Hook(String code) {
    this.code = code;
  }

  /** Its name in the standard. */
  String code() {
    return code;
  }

  /** The id of our service for it. */
  String service() {
    return "attune-" + code;
  }

  /** Under which headings something is said. */
  Set<Category> about() {
    return switch (this) {
      case PATIENT_VIEW -> Set.of(Category.values());
      case APPOINTMENT_BOOK -> Set.of(Category.CONTACT, Category.ADMIN);
    };
  }

  static Optional<Hook> ofService(String id) {
    return Arrays.stream(values()).filter(hook -> hook.service().equals(id)).findFirst();
  }
}
