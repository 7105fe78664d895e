package org.attune.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lines that are larger than the memory there is, in a process of its own. */
class GiantLineTest {

  private static final int MEGABYTES = 240;
  private static final byte[] FILL = "x".repeat(1 << 20).getBytes(StandardCharsets.US_ASCII);

  @TempDir private Path folder;

  @Test
  void a_line_larger_than_the_heap_is_left_out_and_all_others_are_read() throws Exception {
    var in = Export.ofStories().writeTo(folder.resolve("in"));
    giant(in.resolve("Appointment-2.ndjson.gz"), "Appointment");
    giant(in.resolve("Group.ndjson.gz"), "Group");
    Files.writeString(
        in.resolve("Group-2.ndjson"),
        "{\"resourceType\":\"Group\",\"id\":\"ours\",\"type\":\"person\",\"actual\":true,\"member\":"
            + "[{\"entity\":{\"reference\":\"Patient/p1\"}}]}\n");
    Files.writeString(
        in.resolve("site.properties"),
        "attune.scope.group=Group/ours\n",
        StandardOpenOption.APPEND);

    int code = replayed(in, folder.resolve("out"));
    assertThat(code)
        .as(Files.readString(folder.resolve("said")))
        .isEqualTo(ExitCodes.DONE_WITH_BAD_LINES);
    assertThat(Files.readAllLines(folder.resolve("out/gaps.ndjson")))
        .hasSize(2)
        .allMatch(line -> line.contains("\"line\":1,"));
    assertThat(Files.readString(folder.resolve("out/signals.ndjson"))).contains("\"p1\"");
  }

  private static void giant(Path file, String type) throws IOException {
    try (var packed =
        new GZIPOutputStream(Files.newOutputStream(file)) {
          {
            def.setLevel(Deflater.BEST_SPEED);
          }
        }) {
      packed.write(bytes("{\"resourceType\":\"" + type + "\",\"id\":\""));
      for (int i = 0; i < MEGABYTES; i++) {
        packed.write(FILL);
      }
      packed.write(bytes("\"}\n"));
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private int replayed(Path in, Path out) throws IOException, InterruptedException {
    var said = folder.resolve("said").toFile();
    var process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx192m",
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "-cp",
                    System.getProperty(
                        "surefire.test.class.path", System.getProperty("java.class.path")),
                    Replay.class.getName(),
                    "--in",
                    in.toString(),
                    "--out",
                    out.toString(),
                    "--settings",
                    in.resolve("site.properties").toString()))
            .redirectErrorStream(true)
            .redirectOutput(said)
            .start();
    try {
      assertThat(process.waitFor(3, TimeUnit.MINUTES)).isTrue();
      System.out.println(Files.readString(said.toPath()));
      return process.exitValue();
    } finally {
      process.destroyForcibly();
    }
  }
}
