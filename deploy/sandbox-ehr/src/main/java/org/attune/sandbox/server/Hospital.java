package org.attune.sandbox.server;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.ZipInputStream;
import org.attune.sandbox.caseload.Caseload;

/**
 * The folder in which a hospital's data lie: the database in use, a copy of it as it was when it
 * was filled, and a note of what it was filled with.
 */
public final class Hospital {

  private static final String NOTE = "filled-with.txt";
  private static final String COPY = "as-filled.zip";

  private final Path folder;

  private Hospital(Path folder) {
    this.folder = folder;
  }

  /** The hospital in a folder, which is made where there is none. */
  public static Hospital at(Path folder) throws IOException {
    Files.createDirectories(folder);
    return new Hospital(folder);
  }

  /** Where the database lies. */
  public Path database() {
    return folder;
  }

  /** Where the list of stories lies, once there is one. */
  public Path stories() {
    return folder.resolve(StoryList.FILE);
  }

  /** Whether it was filled with exactly this caseload, by exactly this generator. */
  public boolean holds(Caseload caseload) throws IOException {
    var note = folder.resolve(NOTE);
    return Files.exists(note)
        && Files.exists(folder.resolve(COPY))
        && Files.readString(note).equals(describe(caseload));
  }

  /** Empties it. */
  public void clear() throws IOException {
    for (var file : List.of(NOTE, COPY, StoryList.FILE, Database.FILE)) {
      Files.deleteIfExists(folder.resolve(file));
    }
  }

  /** Puts the database back to what it was when it was filled; does nothing if it never was. */
  public void forget() throws IOException {
    var copy = folder.resolve(COPY);
    if (Files.notExists(copy)) {
      return;
    }
    var database = folder.resolve(Database.FILE);
    Files.deleteIfExists(database);
    try (var zip = new ZipInputStream(new BufferedInputStream(Files.newInputStream(copy)))) {
      for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        if (entry.getName().equals(Database.FILE)) {
          Files.copy(zip, database);
        }
      }
    }
  }

  /** Keeps a copy of the filled database and notes what it holds; the note comes last. */
  public void keep(Caseload caseload, FhirServer server) throws IOException {
    StoryList.write(caseload, stories());
    server.copyTo(folder.resolve(COPY));
    Files.writeString(folder.resolve(NOTE), describe(caseload));
  }

  private static String describe(Caseload caseload) throws IOException {
    return "%s generator=%s%n".formatted(caseload, fingerprint());
  }

  /** Tells one version of the generator from another by its classes. */
  private static String fingerprint() throws IOException {
    var home = Caseload.class.getProtectionDomain().getCodeSource().getLocation();
    var path = Path.of(URI.create(home.toString()));
    if (Files.isDirectory(path)) {
      return digest(path);
    }
    try (var jar = FileSystems.newFileSystem(path)) {
      return digest(jar.getPath("/"));
    }
  }

  private static String digest(Path root) throws IOException {
    var classes = root.resolve(Caseload.class.getPackageName().replace('.', '/'));
    try (var files = Files.list(classes)) {
      var digest = MessageDigest.getInstance("SHA-256");
      files.sorted().map(Hospital::bytes).forEach(digest::update);
      return HexFormat.of().formatHex(digest.digest(), 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
