package org.attune.fhir.client;

import java.io.IOException;
import org.apache.http.HttpException;
import org.apache.http.client.methods.CloseableHttpResponse;
import org.apache.http.client.methods.HttpExecutionAware;
import org.apache.http.client.methods.HttpRequestWrapper;
import org.apache.http.client.protocol.HttpClientContext;
import org.apache.http.conn.routing.HttpRoute;
import org.apache.http.impl.client.DefaultHttpRequestRetryHandler;
import org.apache.http.impl.client.HttpClientBuilder;
import org.apache.http.impl.execchain.ClientExecChain;

/**
 * A builder of clients that ask once more where a line broke, as the library's own do, but without
 * two lines in the server's log for each: what comes of it in the end is told by whoever asked.
 */
final class QuietlyOnceMore extends HttpClientBuilder {

  private static final DefaultHttpRequestRetryHandler WHETHER =
      new DefaultHttpRequestRetryHandler();

  QuietlyOnceMore() {
    disableAutomaticRetries();
  }

  @Override
  protected ClientExecChain decorateProtocolExec(ClientExecChain asking) {
    return (route, request, context, aware) -> ask(asking, route, request, context, aware);
  }

  private static CloseableHttpResponse ask(
      ClientExecChain asking,
      HttpRoute route,
      HttpRequestWrapper request,
      HttpClientContext context,
      HttpExecutionAware aware)
      throws IOException, HttpException {
    var headers = request.getAllHeaders();
    for (int times = 1; ; times++) {
      try {
        return asking.execute(route, request, context, aware);
      } catch (IOException broken) {
        boolean givenUp = aware != null && aware.isAborted();
        if (givenUp || !WHETHER.retryRequest(broken, times, context)) {
          throw broken;
        }
        request.setHeaders(headers);
      }
    }
  }
}
