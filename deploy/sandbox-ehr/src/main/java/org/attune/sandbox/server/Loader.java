package org.attune.sandbox.server;

import ca.uhn.fhir.jpa.api.dao.IFhirSystemDao;
import ca.uhn.fhir.rest.api.server.SystemRequestDetails;
import java.util.ArrayList;
import java.util.List;
import org.attune.sandbox.caseload.Caseload;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import org.hl7.fhir.r4.model.Bundle.HTTPVerb;
import org.hl7.fhir.r4.model.Meta;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Resource;

/**
 * Writes a caseload into the server by FHIR transactions: the house and every Patient first, so
 * that whatever refers to them can be found by them, then one client after the other.
 */
public final class Loader {

  private static final int LARGEST_TRANSACTION = 250;

  private final IFhirSystemDao<Bundle, Meta> server;
  private final Progress progress;
  private int loaded;

  Loader(IFhirSystemDao<Bundle, Meta> server, Progress progress) {
    this.server = server;
    this.progress = progress;
  }

  /** Is told how far the loading has come. */
  public interface Progress {
    /**
     * One more transaction is through.
     *
     * @param clients how many clients are complete
     * @param resources how many resources are written
     */
    void loaded(int clients, int resources);
  }

  int load(Caseload caseload) {
    var first = new ArrayList<>(caseload.premises());
    caseload.clientNumbers().forEach(number -> first.addAll(patients(caseload.chart(number))));
    write(first);
    progress.loaded(0, loaded);
    caseload
        .clientNumbers()
        .forEach(
            number -> {
              var chart = new ArrayList<>(caseload.chart(number));
              chart.removeIf(Patient.class::isInstance);
              write(chart);
              progress.loaded(number, loaded);
            });
    return loaded;
  }

  private static List<Resource> patients(List<Resource> chart) {
    return chart.stream().filter(Patient.class::isInstance).toList();
  }

  private void write(List<Resource> resources) {
    for (int from = 0; from < resources.size(); from += LARGEST_TRANSACTION) {
      int to = Math.min(resources.size(), from + LARGEST_TRANSACTION);
      server.transaction(new SystemRequestDetails(), transaction(resources.subList(from, to)));
      loaded += to - from;
    }
  }

  private static Bundle transaction(List<Resource> resources) {
    var bundle = new Bundle();
    bundle.setType(BundleType.TRANSACTION);
    for (var resource : resources) {
      var url = resource.fhirType() + "/" + resource.getIdPart();
      bundle
          .addEntry()
          .setFullUrl(url)
          .setResource(resource)
          .getRequest()
          .setMethod(HTTPVerb.PUT)
          .setUrl(url);
    }
    return bundle;
  }
}
