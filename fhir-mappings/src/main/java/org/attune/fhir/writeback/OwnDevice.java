package org.attune.fhir.writeback;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Comparator;
import org.attune.ehr.EhrUnavailable;
import org.attune.fhir.Codes;
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

  /**
   * Looks again, for when the EHR no longer knows the Device; says whether it is another one now.
   */
  boolean replaced() throws EhrUnavailable {
    var before = known;
    var now = find();
    known = now;
    return before != null && !now.equals(before);
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
              + " took a Device and does not find it by its identifier yet; it is asked again later.",
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
    var answer = ehr.post("Device", device, QUERY.substring(QUERY.indexOf('?') + 1));
    if (!answer.ok()) {
      throw ehr.unavailable(answer);
    }
  }
}
