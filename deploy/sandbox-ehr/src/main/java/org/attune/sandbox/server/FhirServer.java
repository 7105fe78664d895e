package org.attune.sandbox.server;

import ca.uhn.fhir.jpa.api.dao.IFhirSystemDao;
import ca.uhn.fhir.rest.server.RestfulServer;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.attune.sandbox.caseload.Caseload;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Meta;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.ResolvableType;

/** A FHIR server: HAPI over H2 behind Jetty, reachable from this machine only. */
public final class FhirServer implements AutoCloseable {

  private static final int THREADS = 24;

  private final AnnotationConfigApplicationContext beans;
  private @Nullable Server jetty;
  private boolean closed;

  private FhirServer(AnnotationConfigApplicationContext beans) {
    this.beans = beans;
  }

  /** Starts everything but the listening. */
  public static FhirServer over(Path folder) {
    var beans = new AnnotationConfigApplicationContext();
    beans.registerBean(Database.class, () -> Database.in(folder));
    beans.register(HospitalConfiguration.class);
    beans.refresh();
    return new FhirServer(beans);
  }

  /** Fails early, with a sentence, where a port is taken. */
  public static void checkPort(int port) throws IOException {
    try (var socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    } catch (BindException e) {
      var taken = new BindException("Port %d is already in use.".formatted(port));
      taken.initCause(e);
      throw taken;
    }
  }

  /** Fills the server; see {@link Loader}. */
  public int load(Caseload caseload, Loader.Progress progress) {
    var type = ResolvableType.forClassWithGenerics(IFhirSystemDao.class, Bundle.class, Meta.class);
    IFhirSystemDao<Bundle, Meta> dao =
        beans.<IFhirSystemDao<Bundle, Meta>>getBeanProvider(type).getObject();
    return new Loader(dao, progress).load(caseload);
  }

  /** Copies the database as it stands into a zip file. */
  void copyTo(Path zip) throws IOException {
    try (var connection = beans.getBean(DataSource.class).getConnection();
        var statement = connection.prepareStatement("BACKUP TO ?")) {
      statement.setString(1, zip.toAbsolutePath().toString());
      statement.execute();
    } catch (SQLException e) {
      throw new IOException("the database could not be copied", e);
    }
  }

  /** Opens the doors. */
  public synchronized void listen(int port, Path stories, Door door) throws IOException {
    if (closed) {
      return;
    }
    var server = new Server(new QueuedThreadPool(THREADS, 4));
    var connector = new ServerConnector(server, 1, 1);
    connector.setHost(InetAddress.getLoopbackAddress().getHostAddress());
    connector.setPort(port);
    server.addConnector(connector);
    var context = new ServletContextHandler("/");
    var fhir = beans.getBean(RestfulServer.class);
    context.addServlet(new ServletHolder(fhir), "/fhir/*");
    furnish(context, fhir, stories, door, "http://localhost:%d".formatted(port));
    server.setHandler(context);
    try {
      server.start();
    } catch (IOException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException(e);
    }
    jetty = server;
  }

  private static void furnish(
      ServletContextHandler context, RestfulServer fhir, Path stories, Door door, String home) {
    var seal = new Seal(home);
    var app = door.app();
    var desk = app == null ? null : new FrontDesk(app, home);
    var office = new TokenOffice(door, home + "/token", seal, desk);
    var visitors = door.strict() ? new Visitors() : null;
    if (visitors != null) {
      fhir.registerInterceptor(new ScopeGuard(office, visitors));
    }
    if (door.strict() || app != null) {
      var smart = new ServletHolder(new SmartPages(office, seal, desk));
      context.addServlet(smart, SmartPages.DISCOVERY);
      List.of("/token", "/authorize", "/keys").forEach(path -> context.addServlet(smart, path));
    }
    if (app != null && app.staffSecret() != null) {
      var sso = new Seal(home + StaffPages.BELOW);
      var pages = new StaffPages(new StaffDesk(app, sso.issuer()), sso, home);
      context.addServlet(new ServletHolder(pages), StaffPages.BELOW + "/*");
    }
    var cards = app == null ? null : new Cards(app, seal);
    context.addServlet(new ServletHolder(new Desk(home, app, desk, cards)), "/ehr/*");
    context.addServlet(new ServletHolder(new Pages(stories, visitors, home, app)), "/*");
  }

  /** Where it listens. */
  public synchronized String address() {
    var server = jetty;
    if (server == null) {
      return "nowhere";
    }
    int port = ((ServerConnector) server.getConnectors()[0]).getLocalPort();
    return "http://127.0.0.1:%d/fhir".formatted(port);
  }

  /** Closes the doors, then the database; a second time does nothing. */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    try {
      if (jetty != null) {
        jetty.stop();
      }
    } catch (Exception e) {
      // The database must be closed all the same.
      System.getLogger(FhirServer.class.getName()).log(System.Logger.Level.WARNING, e);
    } finally {
      beans.close();
    }
  }
}
