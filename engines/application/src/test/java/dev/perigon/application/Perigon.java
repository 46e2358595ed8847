package dev.perigon.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perigon.cli.Main;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The program: in this process with the embedded engine, or in one of its own. */
final class Perigon {
  private Perigon() {}

  /** The root of the repository. */
  static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("perigon"))) {
      folder = folder.getParent();
    }
    return folder;
  }

  /** Runs a command here and returns what it printed. */
  static String here(String... args) {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    int code = Main.run(stream(out), stream(err), args);
    assertThat(code).as(err.toString(StandardCharsets.UTF_8)).isZero();
    return out.toString(StandardCharsets.UTF_8);
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  /** Starts the program on the class path of the tests, as the launcher does with Spark's jars. */
  static Program start(String... args) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(SparkHome.java());
    command.addAll(SparkHome.jvm());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(Main.class.getName());
    command.addAll(List.of(args));
    return Program.start(command, Map.of("SPARK_LOCAL_IP", "127.0.0.1"));
  }

  /**
   * Starts the program with its Spark in one folder.
   *
   * @param settings what {@code HADOOP_CONF_DIR} names
   */
  static Program start(SparkHome spark, Path settings, String... args) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(SparkHome.java());
    command.addAll(SparkHome.jvm());
    command.addAll(List.of("-cp", spark.pathWithPerigon() + ":" + settings));
    command.add(Main.class.getName());
    command.addAll(List.of(args));
    Map<String, String> environment = new TreeMap<>(spark.environment());
    environment.put("HADOOP_CONF_DIR", settings.toString());
    return Program.start(command, environment);
  }

  /** The rows of every table of a schema, sorted, read by the embedded engine. */
  static Map<String, List<String>> tables(Path home, String schema) throws IOException {
    Map<String, List<String>> tables = new TreeMap<>();
    try (Stream<Path> folders = Files.list(home.resolve(schema.replace('.', '/')))) {
      for (Path folder : folders.toList()) {
        String name = schema + "." + folder.getFileName();
        String csv =
            here("query", "select * from " + name, "--format", "csv", "--home", home.toString());
        tables.put(name, csv.lines().sorted().toList());
      }
    }
    return tables;
  }
}
