package org.attune.review;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.lang.management.ManagementFactory;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.management.JMException;
import javax.management.ObjectName;
import org.attune.therapy.PatientId;
import org.jspecify.annotations.Nullable;

/** Lets IT erase a client or have them read anew, by JMX. */
@Singleton
@Startup
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class Clients {

  private static final Logger LOG = Logger.getLogger(Clients.class.getName());
  private static final String NAME = "org.attune:type=Clients";

  private @Nullable EraseClient erasing;

  @Inject
  void given(EraseClient given) {
    erasing = given;
  }

  @PostConstruct
  void register() {
    var asked = erasing;
    if (asked == null) {
      return;
    }
    try {
      var name = new ObjectName(NAME);
      var server = ManagementFactory.getPlatformMBeanServer();
      if (server.isRegistered(name)) {
        server.unregisterMBean(name);
      }
      server.registerMBean(new Desk(asked), name);
    } catch (JMException notShown) {
      LOG.log(Level.WARNING, "Clients cannot be erased by JMX: {0}", notShown.getClass());
    }
  }

  @PreDestroy
  void unregister() {
    try {
      ManagementFactory.getPlatformMBeanServer().unregisterMBean(new ObjectName(NAME));
    } catch (JMException neverShown) {
      LOG.log(Level.FINE, "Clients were not shown: {0}", neverShown.getClass());
    }
  }

  /** What JMX sees. */
  static final class Desk implements ClientsMXBean {

    private static final String UNKNOWN = "Nothing is known of such a client.";

    private final EraseClient erasing;

    Desk(EraseClient erasing) {
      this.erasing = erasing;
    }

    @Override
    public String eraseClient(String patientId) {
      return erasing.erase(new PatientId(patientId))
          ? "The facts are gone; the rest goes as soon as the EHR has heard that it is closed."
          : UNKNOWN;
    }

    @Override
    public String rebuildClient(String patientId) {
      return erasing.rebuild(new PatientId(patientId))
          ? "The chart is read anew with the next round."
          : UNKNOWN;
    }
  }
}
