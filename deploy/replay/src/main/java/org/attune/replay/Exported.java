package org.attune.replay;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/** The exported files: found by the resource type in their names, read line by line. */
final class Exported {

  private static final Pattern CHARTS =
      named(
          "Appointment|Communication|Encounter|EpisodeOfCare|Patient|QuestionnaireResponse|Goal|CarePlan|Task");
  private static final Pattern GROUPS = named("Group");
  private static final int CHUNK = 1 << 16;

  private Exported() {}

  private static Pattern named(String types) {
    return Pattern.compile("(?:.*[^A-Za-z])?(?:" + types + ")(?:[^A-Za-z].*)?\\.ndjson(?:\\.gz)?");
  }

  /** The files of records that are read, by name. */
  static List<Path> charts(Path folder) throws Trouble {
    var files = files(folder, CHARTS);
    if (files.isEmpty()) {
      throw new Trouble(
          ExitCodes.NOTHING_FOUND,
          "There is no file such as Appointment.ndjson or Encounter.ndjson.gz in "
              + folder
              + "; name the folder of the export with --in.");
    }
    return files;
  }

  /** The files of Groups, by name. */
  static List<Path> groups(Path folder) throws Trouble {
    return files(folder, GROUPS);
  }

  private static List<Path> files(Path folder, Pattern name) throws Trouble {
    try (var all = Files.list(folder)) {
      return all.filter(file -> name.matcher(String.valueOf(file.getFileName())).matches())
          .sorted()
          .toList();
    } catch (IOException unreadable) {
      throw new Trouble(
          ExitCodes.FAILED,
          "The folder " + folder + " cannot be read; name the folder of the export with --in.");
    }
  }

  /** Takes one line. */
  interface Taker {
    /**
     * Takes it.
     *
     * @param text the line, or null where it is too long to be read
     * @param number its number, from 1
     */
    void take(@Nullable String text, long number) throws InterruptedException;
  }

  /**
   * Reads a file.
   *
   * @param longest the longest line that is read
   * @param read is told of bytes as they are read from disk
   * @return the number of the line at which the file broke off, or 0 when it was read to its end
   */
  static long read(Path file, int longest, LongConsumer read, Taker taker)
      throws IOException, InterruptedException {
    var lines = new Lines(longest, taker);
    try (var bytes = new Counted(Files.newInputStream(file), read);
        var text = text(file, bytes)) {
      var chunk = new char[CHUNK];
      for (int count = text.read(chunk); count >= 0; count = text.read(chunk)) {
        lines.take(chunk, count);
      }
      lines.end();
      return 0;
    } catch (ZipException | EOFException brokenOff) {
      return lines.number;
    }
  }

  private static Reader text(Path file, InputStream bytes) throws IOException {
    var plain = file.toString().endsWith(".gz") ? new GZIPInputStream(bytes, CHUNK) : bytes;
    return new InputStreamReader(plain, StandardCharsets.UTF_8);
  }

  /** Counts what is read through it. */
  private static final class Counted extends FilterInputStream {

    private final LongConsumer read;

    Counted(InputStream in, LongConsumer read) {
      super(in);
      this.read = read;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      int count = super.read(into, offset, length);
      read.accept(Math.max(0, count));
      return count;
    }
  }

  /** Puts lines together; of a line that is too long only its number is kept. */
  private static final class Lines {

    private final int longest;
    private final Taker taker;
    private final StringBuilder line = new StringBuilder();
    private boolean tooLong;
    private long number = 1;

    Lines(int longest, Taker taker) {
      this.longest = longest;
      this.taker = taker;
    }

    void take(char[] chunk, int count) throws InterruptedException {
      int from = 0;
      for (int i = 0; i < count; i++) {
        if (chunk[i] == '\n') {
          add(chunk, from, i);
          end();
          from = i + 1;
        }
      }
      add(chunk, from, count);
    }

    private void add(char[] chunk, int from, int to) {
      if (line.length() + to - from > longest) {
        tooLong = true;
        line.setLength(0);
      } else if (!tooLong) {
        line.append(chunk, from, to - from);
      }
    }

    void end() throws InterruptedException {
      if (tooLong) {
        taker.take(null, number);
      } else {
        var text = line.toString().strip();
        if (!text.isEmpty()) {
          taker.take(text, number);
        }
      }
      line.setLength(0);
      tooLong = false;
      number++;
    }
  }
}
