package org.attune.replay;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Lines parted over many files on disk by the hash of their key, so that no more than one part of
 * them need be in memory. A line is its key, a tab, and the rest. The number of parts never
 * changes: sums over parts come out the same on any machine.
 */
final class Spill implements Closeable {

  /** Enough that one part of several hundred thousand clients fits into memory. */
  static final int PARTS = 256;

  private static final int BUFFER = 1 << 14;

  private final Path folder;
  private final String name;
  private final @Nullable BufferedWriter[] writers = new BufferedWriter[PARTS];
  private final Object[] locks = new Object[PARTS];

  Spill(Path folder, String name) {
    this.folder = folder;
    this.name = name;
    for (int part = 0; part < PARTS; part++) {
      locks[part] = new Object();
    }
  }

  /** Adds a line; any thread may. */
  void add(String key, String rest) {
    int part = Math.floorMod(key.hashCode(), PARTS);
    synchronized (locks[part]) {
      try {
        var writer = writers[part];
        if (writer == null) {
          writer = new BufferedWriter(Files.newBufferedWriter(file(part)), BUFFER);
          writers[part] = writer;
        }
        writer.append(clean(key)).append('\t').append(rest).append('\n');
      } catch (IOException failed) {
        throw new UncheckedIOException(failed);
      }
    }
  }

  /** An id with a tab or a line feed in it must not break the file. */
  private static String clean(String key) {
    return key.replace('\t', ' ').replace('\n', ' ').replace('\r', ' ');
  }

  /** Ends the writing. */
  @Override
  public void close() throws IOException {
    for (var writer : writers) {
      if (writer != null) {
        writer.close();
      }
    }
  }

  /** The lines of one part, in order, each once. */
  List<String> sorted(int part) throws IOException {
    if (!Files.exists(file(part))) {
      return List.of();
    }
    var lines = Files.readAllLines(file(part));
    lines.sort(Comparator.naturalOrder());
    var once = new ArrayList<String>(lines.size());
    for (var line : lines) {
      if (once.isEmpty() || !once.get(once.size() - 1).equals(line)) {
        once.add(line);
      }
    }
    return once;
  }

  /** The rests of the lines of one part, by key. */
  SortedMap<String, List<String>> byKey(int part) throws IOException {
    var byKey = new TreeMap<String, List<String>>();
    for (var line : sorted(part)) {
      int tab = line.indexOf('\t');
      byKey
          .computeIfAbsent(line.substring(0, tab), each -> new ArrayList<>())
          .add(line.substring(tab + 1));
    }
    return byKey;
  }

  /** Sorts every part, then writes what follows the tab of all of them in the order of the keys. */
  long mergeInto(Path target) throws IOException {
    for (int part = 0; part < PARTS; part++) {
      if (Files.exists(file(part))) {
        Files.write(file(part), sorted(part));
      }
    }
    var next = new PriorityQueue<Run>(Comparator.comparing(run -> run.line));
    long written = 0;
    try (var out = Files.newBufferedWriter(target, StandardCharsets.UTF_8)) {
      for (int part = 0; part < PARTS; part++) {
        if (Files.exists(file(part))) {
          var run = new Run(file(part));
          if (run.advance()) {
            next.add(run);
          }
        }
      }
      while (!next.isEmpty()) {
        var run = next.remove();
        out.append(run.line, run.line.indexOf('\t') + 1, run.line.length()).append('\n');
        written++;
        if (run.advance()) {
          next.add(run);
        }
      }
    }
    return written;
  }

  private Path file(int part) {
    return folder.resolve(name + "-" + part);
  }

  /** A sorted part while it is merged. */
  private static final class Run {

    private final BufferedReader reader;
    private String line = "";

    Run(Path file) throws IOException {
      reader = new BufferedReader(Files.newBufferedReader(file), BUFFER);
    }

    boolean advance() throws IOException {
      var next = reader.readLine();
      if (next == null) {
        reader.close();
        return false;
      }
      line = next;
      return true;
    }
  }
}
