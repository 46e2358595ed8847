package dev.perigon.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.perigon.house.Repository;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/**
 * A folder that looks like a fresh clone to the launcher. Its Maven notes that it was called and
 * hands over classes that are there already, so that a build takes no time.
 */
record Checkout(Path root) {
  private static final String MAVEN =
      """
      #!/bin/sh
      case "$*" in *-v) echo "Apache Maven ${MAVEN_VERSION:-3.9.9}"; exit 0 ;; esac
      echo "$*" >>"$CHECKOUT/maven-calls"
      case "$*" in
        *engines/kafka/broker*)
          mkdir -p engines/kafka/broker/target/jars
          touch engines/kafka/broker/target/jars/kafka.jar engines/kafka/broker/target/jars/scala.jar
          exit ${BROKER_FAILS:-0} ;;
        *-Pspark-home*)
          mkdir -p engines/spark/target/spark/jars
          cd engines/spark/target
          touch perigon-engine-spark-0.1.0.jar spark/jars/spark-sql_2.13-4.0.1.jar
          touch spark/jars/other-2.0.jar spark/jars/log4j-slf4j2-impl-2.24.3.jar
          exit 0 ;;
      esac
      mkdir -p cli/target/lib
      cp "$CHECKOUT/classpath" cli/target/classpath
      cp "$CHECKOUT/cli.jar" cli/target/perigon-cli-0.1.0.jar
      """;

  private static final String JAVA =
      """
      #!/bin/sh
      [ -z "$SHOW_LOCALE" ] || echo "LC_ALL=$LC_ALL LC_CTYPE=$LC_CTYPE"
      echo "ran $*"
      """;

  /** One that builds nothing real. */
  static Checkout in(Path folder) throws IOException {
    Path root = folder.toRealPath();
    Files.copy(Repository.root().resolve("perigon"), root.resolve("perigon"));
    Files.copy(Repository.root().resolve("pom.xml"), root.resolve("pom.xml"));
    Files.createDirectories(root.resolve("cli/src/main"));
    Files.writeString(root.resolve("classpath"), "lib/other-1.0.jar");
    Files.createFile(root.resolve("cli.jar"));
    script(Files.createDirectory(root.resolve("tools")).resolve("mvn"), MAVEN);
    return new Checkout(root);
  }

  /** As if built from the classes of this test run. */
  Checkout withThisProgram() throws IOException {
    Path jars = Files.createDirectory(root.resolve("jars"));
    Files.writeString(root.resolve("classpath"), jars(jars));
    Files.move(
        jars.resolve("perigon-cli.jar"),
        root.resolve("cli.jar"),
        StandardCopyOption.REPLACE_EXISTING);
    return this;
  }

  Checkout withProject(String name) throws IOException {
    Path from = Repository.root().resolve("projects").resolve(name);
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path to = root.resolve("projects").resolve(name).resolve(from.relativize(file).toString());
        Files.createDirectories(to.getParent());
        Files.copy(file, to);
      }
    }
    return this;
  }

  /** A JDK whose programs only say what they were asked to do. */
  Path jdk(String version) throws IOException {
    Path jdk = Files.createDirectories(root.resolve("jdk"));
    Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"%s\"\n".formatted(version));
    for (String tool : List.of("java", "javac", "jar")) {
      script(Files.createDirectories(jdk.resolve("bin")).resolve(tool), JAVA);
    }
    return jdk;
  }

  private static void script(Path file, String text) throws IOException {
    Files.writeString(file, text);
    if (!file.toFile().setExecutable(true)) {
      throw new IOException("Cannot make " + file + " executable");
    }
  }

  /** The class path of this test run; folders of classes as jars, as a class-data archive needs. */
  private static String jars(Path folder) {
    List<String> jars = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(":")) {
      if (entry.endsWith("/test-classes")) {
        continue;
      }
      if (!Files.isDirectory(Path.of(entry))) {
        jars.add(entry);
        continue;
      }
      String room = Path.of(entry).getParent().getParent().getFileName().toString();
      Path jar = folder.resolve("perigon-" + room + ".jar");
      var out = new PrintWriter(System.err, true, UTF_8);
      int code =
          ToolProvider.findFirst("jar")
              .orElseThrow()
              .run(
                  out,
                  out,
                  "--create",
                  "--no-compress",
                  "--file",
                  jar.toString(),
                  "-C",
                  entry,
                  ".");
      if (code != 0) {
        throw new IllegalStateException("Cannot make " + jar);
      }
      if (!room.equals("cli")) {
        jars.add(jar.toString());
      }
    }
    return String.join(":", jars);
  }

  /** Starts {@code ./perigon args} with that JDK; its errors go to a file beside it. */
  Process start(Path jdk, Path err, String... args) throws IOException {
    return start(Map.of(), jdk, err, args);
  }

  private Process start(Map<String, String> more, Path jdk, Path err, String... args)
      throws IOException {
    ProcessBuilder builder = new ProcessBuilder("bash", root.resolve("perigon").toString());
    builder.command().addAll(List.of(args));
    Map<String, String> environment = builder.environment();
    environment.put("JAVA_HOME", jdk.toString());
    environment.put("CHECKOUT", root.toString());
    environment.put("PATH", root.resolve("tools") + ":" + environment.get("PATH"));
    environment.putAll(more);
    return builder.redirectError(err.toFile()).start();
  }

  Cli.Result run(Path jdk, String... args) throws IOException, InterruptedException {
    return run(Map.of(), jdk, args);
  }

  /** With these variables of the environment too. */
  Cli.Result run(Map<String, String> more, Path jdk, String... args)
      throws IOException, InterruptedException {
    Path err = Files.createTempFile(root, "run", ".err");
    Process process = start(more, jdk, err, args);
    String out = new String(process.getInputStream().readAllBytes(), UTF_8);
    return new Cli.Result(process.waitFor(), out, Files.readString(err));
  }

  List<String> mavenCalls() throws IOException {
    return Files.readAllLines(root.resolve("maven-calls"));
  }
}
