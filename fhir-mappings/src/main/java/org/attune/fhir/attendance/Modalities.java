package org.attune.fhir.attendance;

import java.util.List;
import java.util.Set;
import org.attune.fhir.Coded;
import org.attune.fhir.Codes;
import org.attune.settings.Setting;
import org.attune.settings.Settings;
import org.attune.therapy.Modality;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;

/** How an hour is held: by telephone where a type says so, by video where a class says so. */
public final class Modalities {

  /** Types of encounter or appointment that mean the telephone. */
  public static final Setting<List<String>> TELEPHONE_TYPES =
      Setting.list("fhir.telephone-types", List.of(Codes.TELEPHONE_ENCOUNTER));

  private final Set<String> telephoneTypes;

  private Modalities(Set<String> telephoneTypes) {
    this.telephoneTypes = telephoneTypes;
  }

  /** As the site has set it. */
  public static Modalities of(Settings settings) {
    return new Modalities(Set.copyOf(settings.get(TELEPHONE_TYPES)));
  }

  boolean telephone(List<CodeableConcept> types) {
    return Coded.keys(types).anyMatch(telephoneTypes::contains);
  }

  static boolean virtual(Coding coding) {
    return Coded.codeIn(Codes.ACT_CODE, coding).filter(Codes.VIRTUAL::equals).isPresent();
  }

  static Modality of(boolean telephone, boolean virtual) {
    if (telephone) {
      return Modality.TELEPHONE;
    }
    return virtual ? Modality.VIRTUAL : Modality.IN_PERSON;
  }
}
