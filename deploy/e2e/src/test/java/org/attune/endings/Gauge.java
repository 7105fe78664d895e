package org.attune.endings;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** What a server uses, as seen from outside by the means that IT has, too. */
final class Gauge implements AutoCloseable {

  private static final long MEGABYTE = 1 << 20;
  private static final List<String> LOGS = List.of("server.log", "attune.log");

  /**
   * What it uses now.
   *
   * @param heap megabytes in use after a full collection
   * @param resident megabytes that the operating system has given it
   * @param threads how many
   * @param sockets how many, those on which it listens too
   * @param reads hints that wait to be read
   * @param reviews looks that wait to be made
   * @param dead looks that failed again and again
   * @param pool connections to the database that are in use
   * @param ledger megabytes of the file that holds it
   * @param lines in its logs
   */
  record Reading(
      long heap,
      long resident,
      int threads,
      long sockets,
      long reads,
      long reviews,
      long dead,
      long pool,
      long ledger,
      long lines) {}

  private final Path process;
  private final Path base;
  private final JMXConnector connector;
  private final MBeanServerConnection inside;
  private final MemoryMXBean memory;
  private final ThreadMXBean threads;

  // The address is that of a process that this one has started, as the process itself tells it.
  @SuppressWarnings("BanJNDI")
  Gauge(ProcessHandle server, Path base) throws IOException, AttachNotSupportedException {
    this.process = Path.of("/proc", "" + server.pid());
    this.base = base;
    var machine = VirtualMachine.attach("" + server.pid());
    try {
      connector =
          JMXConnectorFactory.connect(new JMXServiceURL(machine.startLocalManagementAgent()));
    } finally {
      machine.detach();
    }
    inside = connector.getMBeanServerConnection();
    memory =
        ManagementFactory.newPlatformMXBeanProxy(
            inside, ManagementFactory.MEMORY_MXBEAN_NAME, MemoryMXBean.class);
    threads =
        ManagementFactory.newPlatformMXBeanProxy(
            inside, ManagementFactory.THREAD_MXBEAN_NAME, ThreadMXBean.class);
  }

  Reading read() throws IOException, JMException {
    memory.gc();
    return new Reading(
        memory.getHeapMemoryUsage().getUsed() / MEGABYTE,
        resident(),
        threads.getThreadCount(),
        sockets(),
        waiting("AttuneReads"),
        waiting("AttuneReviews"),
        waiting("AttuneDeadReviews"),
        number("subsystem=datasources,data-source=attune,statistics=pool", "InUseCount"),
        ledger(),
        lines());
  }

  private long waiting(String queue) throws IOException, JMException {
    return number("subsystem=messaging-activemq,server=default,jms-queue=" + queue, "messageCount");
  }

  private long number(String place, String attribute) throws IOException, JMException {
    var value = inside.getAttribute(new ObjectName("jboss.as:" + place), attribute);
    return value instanceof Number number ? number.longValue() : Long.parseLong(value.toString());
  }

  private long resident() throws IOException {
    try (Stream<String> lines = Files.lines(process.resolve("status"))) {
      return lines
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
          .sum();
    }
  }

  private long sockets() throws IOException {
    try (Stream<Path> open = Files.list(process.resolve("fd"))) {
      return open.filter(Gauge::isSocket).count();
    }
  }

  private static boolean isSocket(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString().startsWith("socket:");
    } catch (IOException closedMeanwhile) {
      return false;
    }
  }

  private long ledger() throws IOException {
    var file = base.resolve("data/attune/ledger.mv.db");
    return Files.exists(file) ? Files.size(file) / MEGABYTE : 0;
  }

  private long lines() throws IOException {
    long all = 0;
    for (var each : LOGS) {
      var file = base.resolve("log").resolve(each);
      if (Files.exists(file)) {
        try (Stream<String> lines = Files.lines(file)) {
          all += lines.count();
        }
      }
    }
    return all;
  }

  @Override
  public void close() throws IOException {
    connector.close();
  }
}
