package org.attune.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GuardTest {

  /** Stands for a server: says that it lives, then sleeps. */
  static final class Sleeper {
    private Sleeper() {}

    public static void main(String... arguments) throws IOException, InterruptedException {
      Files.writeString(Path.of(arguments[0]), Long.toString(ProcessHandle.current().pid()));
      Thread.sleep(60_000);
    }
  }

  @Test
  void a_child_ends_when_the_one_it_was_started_for_is_killed(@TempDir Path folder)
      throws Exception {
    var parentNote = folder.resolve("parent");
    var childNote = folder.resolve("child");
    Process parent = java(Sleeper.class.getName(), parentNote.toString()).start();
    Process guard =
        java(
                Guard.class.getName(),
                Long.toString(parent.pid()),
                Child.java(),
                "-cp",
                System.getProperty("java.class.path"),
                Sleeper.class.getName(),
                childNote.toString())
            .start();
    long child = pidIn(childNote, guard);

    parent.destroyForcibly();

    assertThat(guard.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(ProcessHandle.of(child).filter(ProcessHandle::isAlive)).isEmpty();
  }

  private static ProcessBuilder java(String... arguments) {
    var command = new java.util.ArrayList<String>();
    command.add(Child.java());
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.addAll(java.util.List.of(arguments));
    return new ProcessBuilder(command).inheritIO();
  }

  private static long pidIn(Path note, Process writer) throws IOException, InterruptedException {
    while (!Files.exists(note) || Files.readString(note).isEmpty()) {
      assertThat(writer.isAlive()).isTrue();
      writer.waitFor(50, TimeUnit.MILLISECONDS);
    }
    return Long.parseLong(Files.readString(note));
  }
}
