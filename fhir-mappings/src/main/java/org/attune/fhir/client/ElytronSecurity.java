package org.attune.fhir.client;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.X509KeyManager;
import org.jboss.as.server.CurrentServiceContainer;
import org.jboss.msc.service.ServiceController;
import org.jboss.msc.service.ServiceName;

/**
 * What WildFly's Elytron holds: a {@code key-manager} and a {@code client-ssl-context}, by the
 * names that they have in the server's own configuration. The only class that knows the server from
 * inside.
 */
@ApplicationScoped
public class ElytronSecurity implements ServerSecurity {

  private static final ServiceName ELYTRON = ServiceName.parse("org.wildfly.security");

  @Override
  public Optional<X509KeyManager> keys(String name) {
    return held("key-manager", name, X509KeyManager.class);
  }

  @Override
  public Optional<SSLContext> tls(String name) {
    return held("ssl-context", name, SSLContext.class);
  }

  // What takes the place of getValue is for services of the server's own.
  @SuppressWarnings("deprecation")
  private static <T> Optional<T> held(String kind, String name, Class<T> type) {
    return Optional.ofNullable(CurrentServiceContainer.getServiceContainer())
        .map(services -> services.getService(ELYTRON.append(kind, name)))
        .filter(service -> service.getState() == ServiceController.State.UP)
        .map(ServiceController::getValue)
        .filter(type::isInstance)
        .map(type::cast);
  }
}
