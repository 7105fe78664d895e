package org.attune.fhir.writeback;

import java.util.List;
import java.util.Optional;
import org.attune.ehr.EhrUnavailable;
import org.attune.therapy.Source;
import org.attune.writeback.Edit;
import org.attune.writeback.Written;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.Provenance;
import org.jspecify.annotations.Nullable;

/** What is to be done about a proposal, having looked. */
sealed interface Step {

  /** Nothing is to be written. */
  record Nothing(Written result) implements Step {

    static Nothing because(Written.Outcome outcome, @Nullable Source resource) {
      return new Nothing(new Written(resource, outcome));
    }

    static Nothing leftTo(Source resource, Optional<Edit> edit) {
      return new Nothing(new Written(resource, Written.Outcome.LEFT_TO_PERSON, edit.orElse(null)));
    }
  }

  /**
   * These are to be written together, or not at all.
   *
   * @param resources the resource itself first; one without an id is new
   * @param provenance what tells of it; its targets are filled in
   * @param outcome what will have been done
   */
  record Write(List<DomainResource> resources, Provenance provenance, Written.Outcome outcome)
      implements Step {

    public Write {
      resources = List.copyOf(resources);
    }
  }

  /** Tells of a write, but for its targets. */
  interface Story {

    Provenance of(Written.Outcome outcome) throws EhrUnavailable;
  }

  /** Looks at the EHR and decides; asked again whenever somebody else was faster. */
  interface Decision {

    Step look() throws EhrUnavailable;
  }
}
