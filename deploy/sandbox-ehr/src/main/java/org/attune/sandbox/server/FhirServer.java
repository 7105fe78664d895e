package org.attune.sandbox.server;

import ca.uhn.fhir.jpa.api.dao.IFhirSystemDao;
import ca.uhn.fhir.rest.server.RestfulServer;
import java.net.InetAddress;
import java.nio.file.Path;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/** A running FHIR server: HAPI over H2 behind Jetty, reachable from this machine only. */
public final class FhirServer implements AutoCloseable {

  private final AnnotationConfigApplicationContext beans;

  FhirServer(Path folder) {
    beans = new AnnotationConfigApplicationContext();
    beans.registerBean(Database.class, () -> Database.in(folder));
    beans.register(HospitalConfiguration.class);
    beans.refresh();
  }

  public static void main(String[] args) throws Exception {
    long t = System.nanoTime();
    var s = new FhirServer(Path.of(args[0]));
    System.out.println("spring " + (System.nanoTime() - t) / 1e9);
    var pool = new QueuedThreadPool(16, 2);
    var server = new Server(pool);
    var connector = new ServerConnector(server, 1, 1);
    connector.setHost(InetAddress.getLoopbackAddress().getHostAddress());
    connector.setPort(Integer.parseInt(args[1]));
    server.addConnector(connector);
    var context = new ServletContextHandler("/");
    context.addServlet(new ServletHolder(s.beans.getBean(RestfulServer.class)), "/fhir/*");
    server.setHandler(context);
    server.start();
    System.out.println("jetty " + (System.nanoTime() - t) / 1e9);
    System.out.println(s.beans.getBean(IFhirSystemDao.class));
  }

  @Override
  public void close() {
    beans.close();
  }
}
