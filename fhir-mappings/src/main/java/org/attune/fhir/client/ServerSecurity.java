package org.attune.fhir.client;

import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.X509KeyManager;

/** The keys and the TLS settings that the application server holds for us, by name. */
public interface ServerSecurity {

  /** A server that holds nothing. */
  ServerSecurity NOTHING =
      new ServerSecurity() {
        @Override
        public Optional<X509KeyManager> keys(String name) {
          return Optional.empty();
        }

        @Override
        public Optional<SSLContext> tls(String name) {
          return Optional.empty();
        }
      };

  /** Private keys with their certificates, or nothing where none are held under that name. */
  Optional<X509KeyManager> keys(String name);

  /** Whom to trust and how to show who we are, or nothing where none is held under that name. */
  Optional<SSLContext> tls(String name);
}
