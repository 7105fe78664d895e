package org.attune.fhir.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Runs every door under Jazzer, one after the other, each until it had its time. What it learned is
 * kept in a folder, and a later run goes on from there; a door that had its time is left out.
 */
final class Fuzz {

  private static final Pattern RUNS = Pattern.compile("stat::number_of_executed_units:\\s*(\\d+)");

  private final Path folder = Path.of(System.getProperty("fuzz.folder", "target/fuzz"));
  private final Path results = folder.resolve("runs.tsv");
  private final long seconds = Long.getLong("fuzz.seconds", 600);
  private final String only = System.getProperty("fuzz.doors", "");
  private boolean found;

  private Fuzz() {}

  /** Takes system properties alone. */
  public static void main(String... arguments) throws IOException, InterruptedException {
    var all = new Fuzz();
    all.run();
    // The doors keep a server each.
    System.exit(all.found ? 1 : 0);
  }

  private void run() throws IOException, InterruptedException {
    Files.createDirectories(folder);
    var spent = spent();
    for (Door door : Doors.all()) {
      long left = seconds - spent.getOrDefault(door.name(), 0L);
      boolean chosen = only.isEmpty() || List.of(only.split(",")).contains(door.name());
      if (chosen && left > 0) {
        run(door, left);
      }
    }
  }

  /** For how many seconds each door was run so far. */
  private Map<String, Long> spent() throws IOException {
    var spent = new HashMap<String, Long>();
    if (Files.exists(results)) {
      for (String line : Files.readAllLines(results)) {
        var fields = line.split("\t", -1);
        spent.merge(fields[0], Long.parseLong(fields[1]), Long::sum);
      }
    }
    return spent;
  }

  private void run(Door door, long left) throws IOException, InterruptedException {
    var corpus = Files.createDirectories(folder.resolve("corpus").resolve(door.name()));
    var log = folder.resolve(door.name() + ".log");
    var began = Instant.now();
    System.out.println(door + ": " + left + " seconds");
    int exit =
        new ProcessBuilder(command(door, corpus, left))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start()
            .waitFor();
    var took = Duration.between(began, Instant.now()).toSeconds();
    found |= exit != 0;
    var runs = RUNS.matcher(Files.readString(log));
    Files.writeString(
        results,
        String.join(
                "\t",
                door.name(),
                "" + took,
                runs.find() ? runs.group(1) : "?",
                exit == 0 ? "nothing" : "found something (" + exit + ")",
                "" + began.truncatedTo(ChronoUnit.SECONDS))
            + "\n",
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }

  private List<String> command(Door door, Path corpus, long left) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-Xmx768m",
            "-XX:+UseSerialGC",
            "-Dfuzz.door=" + door.name(),
            "-Dfuzz.findings=" + folder.resolve("findings").toAbsolutePath(),
            "-cp",
            System.getProperty("fuzz.classpath", System.getProperty("java.class.path")),
            "com.code_intelligence.jazzer.Jazzer",
            "--target_class=" + FuzzTarget.class.getName(),
            "--instrumentation_includes=org.attune.**:ca.uhn.fhir.parser.**:com.nimbusds.jose.util.**",
            "--instrumentation_excludes=org.attune.fhir.fuzz.**",
            // Which of our branches are taken guides the run; nothing else is looked at.
            "--trace=cov",
            "--custom_hook_excludes=**",
            // The doors talk to a server of their own.
            "--disabled_hooks=com.code_intelligence.jazzer.sanitizers.ServerSideRequestForgery",
            "--reproducer_path=" + folder.toAbsolutePath(),
            "-artifact_prefix=" + folder.toAbsolutePath() + "/",
            "-max_total_time=" + left,
            "-timeout=60",
            "-rss_limit_mb=3000",
            "-max_len=1024",
            "-print_final_stats=1",
            corpus.toAbsolutePath().toString()));
    return command;
  }
}
