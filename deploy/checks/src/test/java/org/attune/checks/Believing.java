package org.attune.checks;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** Believes every certificate, as nobody should who has not just started the server themselves. */
final class Believing implements X509TrustManager {

  private Believing() {}

  static SSLSocketFactory everybody() throws GeneralSecurityException {
    var context = SSLContext.getInstance("TLS");
    context.init(null, new TrustManager[] {new Believing()}, new SecureRandom());
    return context.getSocketFactory();
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String algorithm) {}

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String algorithm) {}

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return new X509Certificate[0];
  }
}
