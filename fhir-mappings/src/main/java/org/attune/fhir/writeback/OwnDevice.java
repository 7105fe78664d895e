package org.attune.fhir.writeback;

import ca.uhn.fhir.rest.client.exceptions.FhirClientConnectionException;
import ca.uhn.fhir.rest.server.exceptions.BaseServerResponseException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Comparator;
import org.attune.ehr.EhrUnavailable;
import org.attune.fhir.Codes;
import org.attune.fhir.client.Answer;
import org.attune.fhir.client.EhrClient;
import org.hl7.fhir.r4.model.Device;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Reference;
import org.jspecify.annotations.Nullable;

/** Attune as the EHR knows it: the Device that authors what it writes. Looked for, else made. */
@ApplicationScoped
public class OwnDevice {

  private static final String QUERY =
      "Device?identifier=" + Queries.token(Codes.DEVICE, Codes.DEVICE_VALUE);

  private final EhrClient ehr;
  private volatile @Nullable String known;

  @Inject
  public OwnDevice(EhrClient ehr) {
    this.ehr = ehr;
  }

  Reference reference() throws EhrUnavailable {
    var reference = known;
    if (reference == null) {
      reference = find();
      known = reference;
    }
    return new Reference(reference);
  }

  private synchronized String find() throws EhrUnavailable {
    var found = oldest();
    if (found != null) {
      return found;
    }
    create();
    var created = oldest();
    if (created == null) {
      throw new EhrUnavailable(
          "The EHR at "
              + ehr.bases().get(0)
              + " took a Device and does not find it by its identifier; its search may lag behind.",
          null);
    }
    return created;
  }

  private @Nullable String oldest() throws EhrUnavailable {
    return ehr.find(Device.class, QUERY).stream()
        .filter(device -> device.getIdentifier().stream().anyMatch(OwnDevice::ours))
        .map(device -> "Device/" + device.getIdElement().getIdPart())
        .min(Comparator.naturalOrder())
        .orElse(null);
  }

  private static boolean ours(Identifier one) {
    return Codes.DEVICE.equals(one.getSystem()) && Codes.DEVICE_VALUE.equals(one.getValue());
  }

  private void create() throws EhrUnavailable {
    var device = new Device().setStatus(Device.FHIRDeviceStatus.ACTIVE);
    device.addIdentifier().setSystem(Codes.DEVICE).setValue(Codes.DEVICE_VALUE);
    device.addDeviceName().setName("Attune").setType(Device.DeviceNameType.USERFRIENDLYNAME);
    try {
      ehr.writing().create().resource(device).conditionalByUrl(QUERY).execute();
    } catch (FhirClientConnectionException noAnswer) {
      throw ehr.silent(null);
    } catch (BaseServerResponseException refused) {
      throw ehr.unavailable(new Answer(refused.getStatusCode(), "", null));
    }
  }
}
