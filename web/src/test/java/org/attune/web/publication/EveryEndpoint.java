package org.attune.web.publication;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.attune.web.shared.Api;
import org.attune.web.shared.OpenCaseload;
import org.attune.web.shared.OpenChart;
import org.attune.web.shared.OpenWorklist;

/** Every endpoint among the compiled classes, as its annotations say. */
public final class EveryEndpoint {

  private EveryEndpoint() {}

  /**
   * One endpoint.
   *
   * @param verb such as {@code GET}
   * @param path below the root of the API, such as {@code /chart}
   * @param needsChart whether it answers only whoever has a chart open
   * @param needsCaseload whether it answers only whoever has a caseload open
   * @param needsWorklist whether it answers only whoever has a worklist open
   * @param owner the class that holds it
   */
  public record Endpoint(
      String verb,
      String path,
      boolean needsChart,
      boolean needsCaseload,
      boolean needsWorklist,
      Class<?> owner) {
    @Override
    public String toString() {
      return verb + " " + path;
    }
  }

  public static List<Endpoint> all() {
    return resources().flatMap(EveryEndpoint::of).toList();
  }

  private static Stream<Endpoint> of(Class<?> resource) {
    return Arrays.stream(resource.getDeclaredMethods())
        .flatMap(method -> verbs(method).map(verb -> endpoint(resource, method, verb)));
  }

  private static Stream<String> verbs(Method method) {
    return Arrays.stream(method.getAnnotations())
        .flatMap(
            each ->
                Stream.ofNullable(each.annotationType().getAnnotation(HttpMethod.class))
                    .map(HttpMethod::value));
  }

  private static Endpoint endpoint(Class<?> resource, Method method, String verb) {
    var below = method.getAnnotation(Path.class);
    var path =
        resource.getAnnotation(Path.class).value() + (below == null ? "" : "/" + below.value());
    return new Endpoint(
        verb,
        "/" + path,
        resource.isAnnotationPresent(OpenChart.class)
            || method.isAnnotationPresent(OpenChart.class),
        resource.isAnnotationPresent(OpenCaseload.class)
            || method.isAnnotationPresent(OpenCaseload.class),
        resource.isAnnotationPresent(OpenWorklist.class)
            || method.isAnnotationPresent(OpenWorklist.class),
        resource);
  }

  private static Stream<Class<?>> resources() {
    try {
      var root =
          java.nio.file.Path.of(
              Api.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      try (var files = Files.walk(root)) {
        return files
            .map(file -> root.relativize(file).toString())
            .filter(name -> name.endsWith(".class") && !name.contains("-"))
            .map(name -> name.substring(0, name.length() - ".class".length()).replace('/', '.'))
            .<Class<?>>map(EveryEndpoint::load)
            .filter(type -> type.isAnnotationPresent(Path.class))
            .toList()
            .stream();
      }
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    } catch (URISyntaxException broken) {
      throw new IllegalStateException(broken);
    }
  }

  private static Class<?> load(String name) {
    try {
      return Class.forName(name);
    } catch (ClassNotFoundException gone) {
      throw new IllegalStateException(gone);
    }
  }
}
