package org.attune.endings;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.attune.faults.LightHospital;

/** What a server asks for between a change and the Flag that comes of it, and when. */
final class Trace implements LightHospital.Listener {

  /**
   * One request.
   *
   * @param at nanoseconds since the change
   */
  record Request(String method, String address, String body, long at) {

    boolean writes() {
      return !method.equals("GET") || address.contains("identifier=");
    }
  }

  private final LightHospital hospital;
  private final String client;
  private final List<Request> requests = new ArrayList<>();
  private final CountDownLatch flagged = new CountDownLatch(1);
  private long began;
  private long flag;
  private long lastRead;

  Trace(LightHospital hospital, String client) {
    this.hospital = hospital;
    this.client = client;
  }

  synchronized void begins() {
    began = System.nanoTime();
  }

  @Override
  public synchronized void comes(String method, String address) {
    if (flag == 0) {
      requests.add(new Request(method, address, "", System.nanoTime() - began));
    }
  }

  @Override
  public synchronized void brings(String body) {
    if (flag == 0 && !body.isEmpty()) {
      int last = requests.size() - 1;
      var asked = requests.get(last);
      requests.set(last, new Request(asked.method(), asked.address(), body, asked.at()));
    }
  }

  @Override
  public void done(String method, String address) {
    boolean there = method.equals("POST") && !hospital.naming("Flag", client).isEmpty();
    synchronized (this) {
      if (flag > 0) {
        return;
      }
      if (there) {
        flag = System.nanoTime() - began;
        flagged.countDown();
      } else if (requests.stream().noneMatch(Request::writes)) {
        lastRead = System.nanoTime() - began;
      }
    }
  }

  boolean awaitFlag(Duration patience) throws InterruptedException {
    return flagged.await(patience.toMillis(), TimeUnit.MILLISECONDS);
  }

  synchronized List<Request> requests() {
    return List.copyOf(requests);
  }

  synchronized double whole() {
    return flag / 1e6;
  }

  synchronized double untilFirstRequest() {
    return requests.get(0).at() / 1e6;
  }

  synchronized double reading() {
    return lastRead / 1e6 - untilFirstRequest();
  }

  synchronized double judging() {
    return firstWrite() - lastRead / 1e6;
  }

  synchronized double writing() {
    return whole() - firstWrite();
  }

  private double firstWrite() {
    return requests.stream().filter(Request::writes).findFirst().orElseThrow().at() / 1e6;
  }

  synchronized void print() {
    for (var each : requests) {
      System.out.printf("hooks: %8.1f ms %s %s%n", each.at() / 1e6, each.method(), each.address());
    }
    System.out.printf("hooks: %8.1f ms the Flag can be read%n", whole());
  }
}
