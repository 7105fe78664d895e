package org.attune.fhir.writeback;

import jakarta.ejb.Local;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.UUID;
import org.attune.chart.ChartBundles;
import org.attune.chart.ChartCopy;
import org.attune.chart.ChartCopy.Said;
import org.attune.fhir.Codes;
import org.attune.fhir.client.FhirR4;
import org.attune.therapy.Labels;
import org.attune.therapy.Source;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import org.hl7.fhir.r4.model.Device;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.Flag;
import org.hl7.fhir.r4.model.Flag.FlagStatus;
import org.hl7.fhir.r4.model.Narrative.NarrativeStatus;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.utilities.xhtml.NodeType;
import org.hl7.fhir.utilities.xhtml.XhtmlNode;

/**
 * A collection of the Flags that tell what is said of a client, and of the Device that says it. The
 * client and the evidence are references into the record, by its full address, since a copy is read
 * elsewhere; nothing of them is in it.
 */
@Stateless
@Local(ChartBundles.class)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class FhirChartBundles implements ChartBundles {

  private final FhirR4 fhir;

  @Inject
  public FhirChartBundles(FhirR4 fhir) {
    this.fhir = fhir;
  }

  @Override
  public String of(ChartCopy copy) {
    var bundle = new Bundle().setType(BundleType.COLLECTION);
    bundle.setLanguage(copy.language());
    bundle.setTimestamp(Date.from(copy.asOf()));
    Provenances.label(
        bundle.getMeta(), copy.said().stream().map(Said::labels).reduce(Labels.NONE, Labels::and));
    var device = add(bundle, device(), id(copy, Codes.DEVICE, Codes.DEVICE_VALUE));
    for (var said : copy.said()) {
      add(bundle, flag(copy, said, device), id(copy, Codes.FINDING, said.name()));
    }
    return fhir.context().newJsonParser().encodeResourceToString(bundle);
  }

  private static Reference add(Bundle bundle, DomainResource resource, UUID id) {
    var address = "urn:uuid:" + id;
    resource.setId(id.toString());
    bundle.addEntry().setFullUrl(address).setResource(resource);
    return new Reference(address);
  }

  /** The same for the same thing of the same record, however often it is copied. */
  private static UUID id(ChartCopy copy, String system, String value) {
    var name = String.join("|", copy.ehrBase(), system, value);
    return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
  }

  private static Device device() {
    var device = new Device();
    device.addIdentifier().setSystem(Codes.DEVICE).setValue(Codes.DEVICE_VALUE);
    device.addDeviceName().setName("Attune").setType(Device.DeviceNameType.USERFRIENDLYNAME);
    return device;
  }

  private static Flag flag(ChartCopy copy, Said said, Reference author) {
    var flag = new Flag();
    flag.addIdentifier().setSystem(Codes.FINDING).setValue(said.name());
    flag.setLanguage(copy.language());
    flag.setStatus(said.end() == null ? FlagStatus.ACTIVE : FlagStatus.INACTIVE);
    flag.setSubject(record(copy, new Source("Patient", copy.patient().value(), null)));
    flag.setAuthor(author);
    FlagWords.say(flag, said.category(), said.level(), said.rule(), said.sentence());
    flag.getPeriod().setStartElement(FlagWords.moment(said.start()));
    flag.getPeriod().setEndElement(FlagWords.moment(said.end()));
    for (var source : said.evidence()) {
      flag.addExtension(Codes.FLAG_DETAIL, record(copy, source));
    }
    Provenances.label(flag.getMeta(), said.labels());
    explain(flag, copy, said);
    return flag;
  }

  private static Reference record(ChartCopy copy, Source source) {
    var base = copy.ehrBase();
    return new Reference(base + (base.endsWith("/") ? "" : "/") + source.reference());
  }

  /** Nothing leaves unexplained. */
  private static void explain(Flag flag, ChartCopy copy, Said said) {
    var div = new XhtmlNode(NodeType.Element, "div");
    div.attribute("xmlns", "http://www.w3.org/1999/xhtml");
    div.attribute("lang", copy.language()).attribute("xml:lang", copy.language());
    said.explanation().forEach(sentence -> div.addTag("p").addText(sentence));
    flag.getText().setStatus(NarrativeStatus.GENERATED).setDiv(div);
  }
}
