package org.attune.fhir.capabilities;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.attune.ehr.Capability.Told;
import org.attune.fhir.client.Answer;
import org.attune.fhir.client.FhirR4;
import org.hl7.fhir.r4.model.CapabilityStatement;
import org.hl7.fhir.r4.model.CapabilityStatement.CapabilityStatementRestComponent;
import org.hl7.fhir.r4.model.CapabilityStatement.CapabilityStatementRestResourceComponent;
import org.hl7.fhir.r4.model.CapabilityStatement.ConditionalDeleteStatus;
import org.hl7.fhir.r4.model.CapabilityStatement.RestfulCapabilityMode;

/**
 * What a CapabilityStatement says. It may be missing, garbage or wrong, so a claim counts only
 * where no trial tells better.
 *
 * @param status what the EHR answered when asked for it
 * @param version the FHIR version it names; empty where the statement could not be read
 * @param said one word for each thing it claims, such as {@code create Flag}
 * @param types the types it names
 * @param security how one gets in, in its words
 */
record Claims(
    int status, String version, Set<String> said, Set<String> types, List<String> security) {

  static Claims of(Answer answer, FhirR4 fhir) {
    if (answer.ok()) {
      var resource = fhir.parse(answer.body());
      if (resource.isPresent() && resource.get() instanceof CapabilityStatement statement) {
        return read(answer.status(), statement);
      }
    }
    return new Claims(answer.status(), "", Set.of(), Set.of(), List.of());
  }

  private static Claims read(int status, CapabilityStatement statement) {
    var said = new HashSet<String>();
    var types = new HashSet<String>();
    var security = new TreeSet<String>();
    if (statement.getInstantiates().stream()
        .anyMatch(one -> word(one.getValue()).contains("/bulkdata/"))) {
      said.add("$export");
    }
    for (var rest : statement.getRest()) {
      if (rest.getMode() != RestfulCapabilityMode.CLIENT) {
        whole(rest, said, security);
        for (var type : rest.getResource()) {
          types.add(Objects.toString(type.getType(), ""));
          one(type, said);
        }
      }
    }
    // What is there and no code of the standard's has no value.
    var named = statement.getFhirVersion();
    var version = named == null ? "unnamed" : named.toCode();
    return new Claims(status, version, Set.copyOf(said), Set.copyOf(types), List.copyOf(security));
  }

  private static void whole(
      CapabilityStatementRestComponent rest, Set<String> said, Set<String> security) {
    rest.getInteraction().forEach(one -> said.add(word(one.getCodeElement().getValueAsString())));
    rest.getOperation().forEach(one -> said.add(operation(one.getName())));
    rest.getSecurity().getService().stream()
        .flatMap(service -> service.getCoding().stream())
        .map(coding -> word(coding.getCode()))
        .filter(code -> code.matches("[A-Za-z0-9-]{1,40}"))
        .forEach(security::add);
  }

  private static void one(CapabilityStatementRestResourceComponent type, Set<String> said) {
    var name = type.getType();
    type.getInteraction()
        .forEach(one -> said.add(word(one.getCodeElement().getValueAsString()) + " " + name));
    type.getSearchParam().forEach(one -> said.add("search " + name + " " + one.getName()));
    type.getOperation().forEach(one -> said.add(operation(one.getName()) + " " + name));
    // Not by the values themselves: what is no boolean has none.
    if (Boolean.TRUE.equals(type.getConditionalCreateElement().getValue())) {
      said.add("conditional-create " + name);
    }
    if (Boolean.TRUE.equals(type.getConditionalUpdateElement().getValue())) {
      said.add("conditional-update " + name);
    }
    var delete = type.getConditionalDelete();
    if (delete != null && delete != ConditionalDeleteStatus.NOTSUPPORTED) {
      said.add("conditional-delete " + name);
    }
    var versioning = type.getVersioning();
    if (versioning != null) {
      said.add("versioning " + versioning.toCode() + " " + name);
    }
  }

  private static String operation(String name) {
    return word(name).startsWith("$") ? name : "$" + word(name);
  }

  private static String word(String code) {
    return Objects.toString(code, "");
  }

  /** Whether a statement was there to read. */
  boolean read() {
    return !version.isEmpty();
  }

  /** Whether it claims this. */
  Told says(String claim) {
    return read() ? Capabilities.told(said.contains(claim)) : Told.UNKNOWN;
  }

  /** Whether it claims any of these. */
  Told saysAnyOf(Collection<String> claims) {
    return read() ? Capabilities.told(claims.stream().anyMatch(said::contains)) : Told.UNKNOWN;
  }
}
