package org.attune.fhir.client;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.NoSuchAlgorithmException;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.apache.http.client.HttpClient;
import org.apache.http.client.config.RequestConfig;
import org.apache.http.config.RegistryBuilder;
import org.apache.http.conn.socket.ConnectionSocketFactory;
import org.apache.http.conn.socket.PlainConnectionSocketFactory;
import org.apache.http.conn.ssl.SSLConnectionSocketFactory;
import org.apache.http.impl.conn.PoolingHttpClientConnectionManager;
import org.attune.ehr.EhrUnavailable;
import org.attune.settings.Setting;
import org.attune.settings.Settings;
import org.jspecify.annotations.Nullable;

/**
 * The connections to the EHR and to its authorisation server. Certificates are always checked;
 * nothing follows a redirect, so that nothing is sent to a host that nobody has set.
 */
@ApplicationScoped
public class Connections {

  /** Whom to trust and how to show who we are, by its name in the server's configuration. */
  public static final Setting<String> TLS = Setting.text("ehr.ssl-context", "");

  private static final int LONGEST_CONNECT_MILLIS = 10_000;
  private static final int TOGETHER = 20;

  private final Settings settings;
  private final ServerSecurity server;
  private @Nullable HttpClient client;

  @Inject
  public Connections(Settings settings, ServerSecurity server) {
    this.settings = settings;
    this.server = server;
  }

  /** The client that all of them share. */
  synchronized HttpClient client() throws EhrUnavailable {
    var made = client;
    if (made == null) {
      made = make(tls());
      client = made;
    }
    return made;
  }

  private HttpClient make(SSLContext tls) {
    int millis = settings.get(EhrClient.TIMEOUT) * 1_000;
    var schemes =
        RegistryBuilder.<ConnectionSocketFactory>create()
            .register("http", PlainConnectionSocketFactory.getSocketFactory())
            .register("https", new SSLConnectionSocketFactory(tls))
            .build();
    var pool =
        new PoolingHttpClientConnectionManager(schemes, null, null, null, 5, TimeUnit.SECONDS);
    pool.setMaxTotal(TOGETHER);
    pool.setDefaultMaxPerRoute(TOGETHER);
    return new QuietlyOnceMore()
        .useSystemProperties()
        .setConnectionManager(pool)
        .setDefaultRequestConfig(
            RequestConfig.custom()
                .setSocketTimeout(millis)
                .setConnectTimeout(Math.min(millis, LONGEST_CONNECT_MILLIS))
                .setConnectionRequestTimeout(millis)
                .build())
        .disableCookieManagement()
        .disableRedirectHandling()
        .build();
  }

  private SSLContext tls() throws EhrUnavailable {
    var name = settings.get(TLS);
    if (!name.isBlank()) {
      return server
          .tls(name)
          .orElseThrow(
              () ->
                  new EhrUnavailable(
                      "The server has no client-ssl-context of the name that attune.ehr.ssl-context"
                          + " gives; add it to the Elytron subsystem or correct the name.",
                      null));
    }
    try {
      return SSLContext.getDefault();
    } catch (NoSuchAlgorithmException broken) {
      throw new EhrUnavailable(
          "The server's own TLS settings cannot be used; check its trust store and key store.",
          broken);
    }
  }
}
