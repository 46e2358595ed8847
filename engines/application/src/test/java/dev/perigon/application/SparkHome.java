package dev.perigon.application;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Spark as it ships, made of links to the jars of this build: nothing of Perigon is in it. */
record SparkHome(Path folder) {
  /** Jars that only Perigon and its tests bring. */
  private static final List<String> NOT_SPARKS =
      List.of(
          "/dev/perigon/",
          "/perigon-",
          "/target/",
          "/io/delta/",
          "/org/duckdb/",
          "/de/siegmar/",
          "/info/picocli/",
          "/org/junit/",
          "/junit/",
          "/hadoop-client-minicluster/",
          "/org/bouncycastle/",
          "/javax/xml/bind/",
          "/org/assertj/",
          "/org/opentest4j/",
          "/org/apache/parquet/",
          "/org/apiguardian/",
          "/surefire");

  /** In the build's own folder, made anew. */
  static SparkHome make() throws IOException {
    Path home = Path.of("target", "spark").toAbsolutePath();
    Path jars = Files.createDirectories(home.resolve("jars"));
    try (Stream<Path> old = Files.list(jars)) {
      for (Path link : old.toList()) {
        Files.delete(link);
      }
    }
    for (String entry : classPath()) {
      if (isSparks(entry)) {
        link(Path.of(entry), jars);
      }
    }
    try (Stream<Path> parquet = Files.list(Path.of("target", "parquet").toAbsolutePath())) {
      for (Path jar : parquet.toList()) {
        link(jar, jars);
      }
    }
    return new SparkHome(home);
  }

  private static List<String> classPath() {
    return List.of(System.getProperty("java.class.path").split(":"));
  }

  private static boolean isSparks(String entry) {
    return NOT_SPARKS.stream().noneMatch(entry::contains);
  }

  /** Perigon's class path, then Spark's. */
  String pathWithPerigon() {
    String own =
        classPath().stream().filter(entry -> !isSparks(entry)).collect(Collectors.joining(":"));
    return own + ":" + folder.resolve("jars") + "/*";
  }

  /** The same jars with another version's name: Spark reads it from the first resource it finds. */
  SparkHome ofVersion(String version) throws IOException {
    Path home = folder.resolveSibling("spark-" + version);
    Path conf = Files.createDirectories(home.resolve("conf"));
    Files.writeString(
        conf.resolve("spark-version-info.properties"), "version=%s\n".formatted(version));
    Path jars = home.resolve("jars");
    Files.deleteIfExists(jars);
    Files.createSymbolicLink(jars, folder.resolve("jars"));
    return new SparkHome(home);
  }

  private static void link(Path jar, Path folder) throws IOException {
    Files.createSymbolicLink(folder.resolve(jar.getFileName()), jar);
  }

  /** Starts a main class of Spark's. */
  Program start(List<String> wrapper, String main, String... args) throws IOException {
    List<String> command = new ArrayList<>(wrapper);
    command.add(java());
    command.addAll(jvm());
    String path = folder.resolve("conf") + ":" + folder.resolve("jars") + "/*";
    command.addAll(List.of("-cp", path, main));
    command.addAll(List.of(args));
    return Program.start(command, environment());
  }

  Map<String, String> environment() {
    return Map.of(
        "SPARK_HOME",
        folder.toString(),
        "SPARK_SCALA_VERSION",
        "2.13",
        "SPARK_LOCAL_IP",
        "127.0.0.1",
        "JAVA_HOME",
        System.getProperty("java.home"));
  }

  static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  static List<String> jvm() {
    return Stream.of(System.getProperty("perigon.test.jvm").split(" "))
        .filter(option -> !option.isBlank())
        .toList();
  }
}
