package org.jackfield.rest;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Application;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jackfield.rest.v1.TokenApi;
import org.jackfield.rest.v2010.CallApi;
import org.junit.jupiter.api.Test;

/** The description that is served says of each operation that it is there, and of no other. */
class DescriptionTest {

  private static final List<Application> APPLICATIONS = List.of(new CallApi(), new TokenApi());

  /** Only to be asked by its full address, of which there is nothing to describe. */
  private static final String TYPED_NUMBER =
      ".*/IncomingPhoneNumbers/(Local|Mobile|TollFree)/x(/.*)?";

  private record Operation(String method, Pattern path) {

    boolean is(Described other) {
      return method.equals(other.method) && path.matcher(other.path).matches();
    }
  }

  private record Described(String method, String path) {}

  @Test
  void describesWhatThereIs() throws Exception {
    List<Operation> there = APPLICATIONS.stream().flatMap(DescriptionTest::operations).toList();
    List<Described> described = described();

    assertThat(described)
        .isNotEmpty()
        .allSatisfy(it -> assertThat(there).anyMatch(operation -> operation.is(it)));
    assertThat(there)
        .isNotEmpty()
        .allSatisfy(operation -> assertThat(described).anyMatch(operation::is));
  }

  private static List<Described> described() throws Exception {
    List<Described> described = new ArrayList<>();
    try (JsonReader reader =
        Json.createReader(
            Files.newBufferedReader(java.nio.file.Path.of("src/main/webapp/openapi.json")))) {
      JsonObject paths = reader.readObject().getJsonObject("paths");
      paths.forEach((path, operations) -> {
        String bare = path.replaceFirst("\\.json$", "").replaceAll("\\{[A-Za-z]+}", "x");
        operations
            .asJsonObject()
            .keySet()
            .forEach(method -> described.add(new Described(method.toUpperCase(Locale.ROOT), bare)));
      });
    }
    return described;
  }

  private static Stream<Operation> operations(Application application) {
    String root = application.getClass().getAnnotation(ApplicationPath.class).value();
    return application.getClasses().stream()
        .filter(it -> it.isAnnotationPresent(Path.class))
        .flatMap(resource ->
            Stream.of(resource.getMethods())
                .filter(method -> !isOfATypedNumber(resource, method))
                .flatMap(method ->
                    verb(method)
                        .map(verb ->
                            new Operation(
                                verb, pattern(root + "/" + path(resource) + below(method))))));
  }

  /** They are found, changed and removed among all numbers. */
  private static boolean isOfATypedNumber(Class<?> resource, Method method) {
    return Pattern.compile(TYPED_NUMBER)
        .matcher(
            "/"
                + path(resource).replaceAll("\\{type:.*}", "Local")
                + below(method).replaceAll("\\{sid}", "x"))
        .matches();
  }

  private static String path(Class<?> resource) {
    return resource.getAnnotation(Path.class).value();
  }

  private static String below(Method method) {
    Path path = method.getAnnotation(Path.class);
    return path == null ? "" : "/" + path.value();
  }

  private static Stream<String> verb(Method method) {
    return Stream.of(method.getAnnotations())
        .map(Annotation::annotationType)
        .flatMap(type -> Stream.ofNullable(type.getAnnotation(HttpMethod.class)))
        .map(HttpMethod::value);
  }

  /** A template has braces in its expressions at most one deep. */
  private static Pattern pattern(String template) {
    return Pattern.compile(
        template
            .replaceAll("\\{[a-z]+: *((?:[^{}]|\\{[^{}]*})*)}", "($1)")
            .replaceAll("\\{[a-z]+}", "[^/]+"));
  }
}
