package org.attune.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The line between Attune and the hospital. Each connection carries one request; what goes wrong
 * with it stands in the schedule.
 */
final class FaultProxy implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Longer than the shortest time that Attune can be made to wait. */
  private static final int STUCK_MILLIS = 1_300;

  private static final Pattern ABOUT_NOBODY =
      Pattern.compile("GET /fhir/(metadata|Device|Subscription|AuditEvent)");

  private final LightHospital hospital;
  private final int port;
  private final Random dice;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private @Nullable ServerSocket listening;
  private List<Schedule.Spell> spells = List.of();
  private final Map<Schedule.Among, Integer> counted = new EnumMap<>(Schedule.Among.class);
  private byte[] pageBefore = new byte[0];
  private List<Schedule.Kill> kills = List.of();
  private Runnable kill = () -> {};
  private boolean dead;
  private int requests;
  private int struck;
  private int told;

  FaultProxy(LightHospital hospital, long seed) throws IOException {
    this.hospital = hospital;
    this.dice = new Random(seed);
    var socket = listen(0);
    this.port = socket.getLocalPort();
    accept(socket);
  }

  /** What Attune takes for the hospital. */
  String base() {
    return "http://127.0.0.1:" + port + "/fhir";
  }

  synchronized int requests() {
    return requests;
  }

  synchronized int struck() {
    return struck;
  }

  /** How many questions about patients were answered whole and as they should be. */
  synchronized int told() {
    return told;
  }

  /**
   * From now on this goes wrong.
   *
   * @param ends what kills Attune
   */
  synchronized void begin(Schedule.Wave wave, Runnable ends) {
    spells = wave.spells();
    kills = wave.kills();
    kill = ends;
    counted.clear();
  }

  /** Whether Attune was killed; whatever it asks for is not heard. */
  synchronized boolean dead() {
    return dead;
  }

  /** Another Attune asks. */
  synchronized void revived() {
    dead = false;
  }

  /** Nobody listens any longer: whoever connects is refused. */
  synchronized void shut() throws IOException {
    if (listening != null) {
      listening.close();
      listening = null;
    }
  }

  /** Somebody listens again. */
  synchronized void open() throws IOException {
    if (listening == null) {
      accept(listen(port));
    }
  }

  @Override
  public void close() throws IOException {
    shut();
    for (var socket : open) {
      socket.close();
    }
    threads.shutdownNow();
  }

  private static ServerSocket listen(int port) throws IOException {
    var socket = new ServerSocket();
    socket.setReuseAddress(true);
    socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 50);
    return socket;
  }

  private void accept(ServerSocket socket) {
    listening = socket;
    threads.execute(
        () -> {
          while (!socket.isClosed()) {
            try {
              var line = socket.accept();
              threads.execute(() -> serve(line));
            } catch (IOException shut) {
              return;
            }
          }
        });
  }

  private void serve(Socket line) {
    open.add(line);
    try (line) {
      var request = Message.read(line.getInputStream());
      if (request.isPresent() && !dies(line, request.get())) {
        answer(line, request.get(), strikes(request.get()));
      }
    } catch (IOException | InterruptedException gone) {
      // Whoever asked has hung up.
    } finally {
      open.remove(line);
    }
  }

  /** Whether Attune does not live to hear the answer. */
  private boolean dies(Socket line, Message request) throws IOException {
    Optional<Schedule.Kill> killed;
    synchronized (this) {
      if (dead) {
        cut(line);
        return true;
      }
      int number = counted.getOrDefault(Schedule.Among.ALL, 0);
      killed = kills.stream().filter(each -> each.at() == number).findFirst();
      dead = killed.isPresent();
    }
    if (killed.isEmpty()) {
      return false;
    }
    if (killed.get().done()) {
      passedOn(request);
    }
    kill.run();
    strikes(request);
    cut(line);
    return true;
  }

  /** What goes wrong with this request, if anything; counts it. */
  private synchronized Optional<Fault> strikes(Message request) {
    requests++;
    var kind = request.head().startsWith("POST") ? Schedule.Among.WRITES : Schedule.Among.READS;
    int ofAll = counted.merge(Schedule.Among.ALL, 1, Integer::sum) - 1;
    int ofKind = counted.merge(kind, 1, Integer::sum) - 1;
    var found =
        spells.stream()
            .filter(
                spell -> {
                  int number = spell.among() == Schedule.Among.ALL ? ofAll : ofKind;
                  return (spell.among() == Schedule.Among.ALL || spell.among() == kind)
                      && number >= spell.from()
                      && number < spell.from() + spell.length();
                })
            .map(Schedule.Spell::fault)
            .findFirst();
    found.ifPresent(fault -> struck++);
    return found;
  }

  private void answer(Socket line, Message request, Optional<Fault> strikes)
      throws IOException, InterruptedException {
    if (strikes.isEmpty()) {
      send(line, passedOn(request));
      count(request);
      return;
    }
    var fault = strikes.get();
    if (fault.status() > 0) {
      send(line, Message.answering(fault.status()));
      return;
    }
    switch (fault) {
      case CUT_BEFORE -> cut(line);
      case CUT_AFTER -> {
        passedOn(request);
        cut(line);
      }
      case CUT_WITHIN -> {
        begin(line, passedOn(request));
        cut(line);
      }
      case STUCK -> {
        begin(line, passedOn(request));
        Thread.sleep(STUCK_MILLIS);
        cut(line);
      }
      case SLOW -> trickle(line, passedOn(request));
      case DONE_BUT_504 -> {
        passedOn(request);
        send(line, Message.answering(504));
      }
      case PAGE_GONE ->
          send(
              line, request.head().contains("_page=") ? Message.answering(410) : passedOn(request));
      case PAGE_AGAIN -> {
        var before = pageBefore;
        boolean again = request.head().contains("_page=") && before.length > 0;
        send(line, again ? Message.answering(200).with(before) : passedOn(request));
      }
      case PAGES_MIXED -> send(line, passedOn(request.and("X-Pages: mixed")));
      default -> send(line, spoiled(fault, passedOn(request)));
    }
  }

  private synchronized void count(Message request) {
    told += request.isAboutPatients() ? 1 : 0;
  }

  private Message spoiled(Fault fault, Message answer) throws IOException {
    var text = new String(answer.body(), StandardCharsets.UTF_8);
    return switch (fault) {
      case TRUNCATED -> answer.with(text.substring(0, text.length() * 2 / 3));
      case MALFORMED ->
          answer.with(
              text.substring(0, text.length() / 2)
                  + "}\u0000,]"
                  + text.substring(text.length() / 2));
      case NO_JSON -> answer.with("<html><body>Please sign in.</body></html>");
      case EMPTY -> answer.with("");
      case ENTRIES_TWICE, ENTRIES_MIXED -> answer.with(entries(fault, answer.body()));
      case NEXT_LOST -> answer.with(withoutNext(answer.body()));
      default -> answer;
    };
  }

  private byte[] entries(Fault fault, byte[] body) throws IOException {
    var tree = JSON.readTree(body);
    if (!(tree instanceof ObjectNode bundle)
        || !bundle.path("type").asText().equals("searchset")
        || !(bundle.path("entry") instanceof ArrayNode entries)) {
      return body;
    }
    var changed = new ArrayList<JsonNode>();
    entries.forEach(changed::add);
    if (fault == Fault.ENTRIES_TWICE) {
      entries.forEach(changed::add);
    }
    Collections.shuffle(changed, dice);
    bundle.putArray("entry").addAll(changed);
    return JSON.writeValueAsBytes(bundle);
  }

  private static byte[] withoutNext(byte[] body) throws IOException {
    var tree = JSON.readTree(body);
    if (tree instanceof ObjectNode bundle && bundle.path("type").asText().equals("searchset")) {
      bundle.remove("link");
      return JSON.writeValueAsBytes(bundle);
    }
    return body;
  }

  private static void send(Socket line, Message message) throws IOException {
    line.getOutputStream().write(message.bytes());
    line.getOutputStream().flush();
  }

  private static void begin(Socket line, Message message) throws IOException {
    var bytes = message.bytes();
    line.getOutputStream().write(bytes, 0, bytes.length - Math.max(1, message.body().length / 2));
    line.getOutputStream().flush();
  }

  private static void trickle(Socket line, Message message)
      throws IOException, InterruptedException {
    var bytes = message.bytes();
    int piece = bytes.length / 8 + 1;
    for (int from = 0; from < bytes.length; from += piece) {
      line.getOutputStream().write(bytes, from, Math.min(piece, bytes.length - from));
      line.getOutputStream().flush();
      Thread.sleep(5);
    }
  }

  /** With a reset, not with a farewell. */
  private static void cut(Socket line) throws IOException {
    line.setSoLinger(true, 0);
    line.close();
  }

  private Message passedOn(Message request) throws IOException {
    var answer = Message.of(hospital.answer(request.asked()));
    if (request.head().startsWith("GET")) {
      pageBefore = answer.body();
    }
    return answer;
  }

  /** A request or an answer: its head without what tells of the line, and its body. */
  private static final class Message {

    private final String head;
    private final byte[] body;

    Message(String head, byte[] body) {
      this.head = head;
      this.body = body;
    }

    String head() {
      return head;
    }

    boolean isAboutPatients() {
      return head.startsWith("GET") && !ABOUT_NOBODY.matcher(head).lookingAt();
    }

    Message and(String header) {
      return new Message(head + "\r\n" + header, body);
    }

    byte[] body() {
      return body;
    }

    LightHospital.Request asked() {
      var lines = head.split("\r\n", -1);
      var first = lines[0].split(" ", 3);
      var headers = new HashMap<String, String>();
      for (var line : Arrays.asList(lines).subList(1, lines.length)) {
        var pair = line.split(":", 2);
        headers.put(pair[0].toLowerCase(Locale.ROOT), pair[1].strip());
      }
      return new LightHospital.Request(
          first[0], first[1], headers, new String(body, StandardCharsets.UTF_8));
    }

    static Message of(LightHospital.Reply reply) {
      var lines = new ArrayList<String>();
      lines.add("HTTP/1.1 " + reply.status() + " As it is");
      reply.headers().forEach((name, value) -> lines.add(name + ": " + value));
      return new Message(String.join("\r\n", lines), reply.body().getBytes(StandardCharsets.UTF_8));
    }

    static Message answering(int status) {
      var wait = status == 429 || status == 503 ? "\r\nRetry-After: 20" : "";
      return new Message(
          "HTTP/1.1 " + status + " As scheduled\r\nContent-Type: application/fhir+json" + wait,
          "{\"resourceType\":\"OperationOutcome\"}".getBytes(StandardCharsets.UTF_8));
    }

    static Optional<Message> read(InputStream from) throws IOException {
      var head = new ByteArrayOutputStream();
      int newlines = 0;
      while (newlines < 4) {
        int next = from.read();
        if (next < 0) {
          return Optional.empty();
        }
        head.write(next);
        newlines = next == '\r' || next == '\n' ? newlines + 1 : 0;
      }
      int length = 0;
      var kept = new ArrayList<String>();
      for (var line : head.toString(StandardCharsets.ISO_8859_1).strip().split("\r\n", -1)) {
        var lower = line.toLowerCase(Locale.ROOT);
        if (lower.startsWith("content-length:")) {
          length = Integer.parseInt(line.substring("content-length:".length()).strip());
        } else if (!lower.startsWith("connection:") && !lower.startsWith("accept-encoding:")) {
          kept.add(line);
        }
      }
      return Optional.of(new Message(String.join("\r\n", kept), from.readNBytes(length)));
    }

    Message with(String text) {
      return with(text.getBytes(StandardCharsets.UTF_8));
    }

    Message with(byte[] other) {
      return new Message(head, other);
    }

    byte[] bytes() throws IOException {
      var bytes = new ByteArrayOutputStream();
      write(bytes);
      return bytes.toByteArray();
    }

    private void write(OutputStream to) throws IOException {
      var ending = "\r\nConnection: close\r\nContent-Length: " + body.length + "\r\n\r\n";
      to.write((head + ending).getBytes(StandardCharsets.ISO_8859_1));
      to.write(body);
    }
  }
}
