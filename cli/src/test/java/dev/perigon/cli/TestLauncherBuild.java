package dev.perigon.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** When the launcher builds, and that what it builds runs. */
@DisabledOnOs(OS.WINDOWS)
final class TestLauncherBuild {
  private static final Path JDK = Path.of(System.getProperty("java.home"));

  @TempDir private Path temp;

  @Test
  void buildsOnceForTwoFirstCommandsAndAgainWhenASourceIsNewer() throws Exception {
    Checkout checkout = Checkout.in(temp);
    Path jdk = checkout.jdk("17.0.15");
    Process first = checkout.start(jdk, temp.resolve("first.err"), "--version");
    Process second = checkout.start(jdk, temp.resolve("second.err"), "--version");
    for (Process process : List.of(first, second)) {
      assertThat(process.getInputStream().readAllBytes())
          .asString(UTF_8)
          .startsWith("ran ")
          .contains("perigon-cli-0.1.0.jar:lib/other-1.0.jar")
          .endsWith("dev.perigon.cli.Main --version\n");
      assertThat(process.waitFor()).isZero();
    }
    assertThat(checkout.mavenCalls()).hasSize(1);

    Path source = Files.createFile(checkout.root().resolve("cli/src/main/New.java"));
    Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(60)));
    assertThat(checkout.run(jdk, "tables").out()).endsWith("dev.perigon.cli.Main tables\n");
    assertThat(checkout.mavenCalls()).hasSize(2);
  }

  @Test
  void saysWhatToInstallWhenMavenIsMissingOrTooOld() throws Exception {
    Checkout checkout = Checkout.in(temp);
    Path jdk = checkout.jdk("17.0.15");
    Cli.Result old = checkout.run(Map.of("MAVEN_VERSION", "3.6.3"), jdk, "tables");
    assertThat(old.code()).isEqualTo(2);
    assertThat(old.err())
        .endsWith(
            """
            error: Cannot build with Maven 3.6.3: it is too old
              try: install Maven 3.8 or newer
            """);
    Path tools = Files.createDirectory(temp.resolve("no-maven"));
    for (String tool : List.of("bash", "dirname", "find", "flock", "mkdir", "readlink", "sed")) {
      Files.createSymbolicLink(tools.resolve(tool), TestLauncher.find(tool));
    }
    Cli.Result none = checkout.run(Map.of("PATH", tools.toString()), jdk, "tables");
    assertThat(none.code()).isEqualTo(2);
    assertThat(none.err())
        .endsWith(
            """
            error: Cannot build: Maven is not installed
              try: install Maven 3.8 or newer (for example: apt-get install maven)
            """);
    assertThat(checkout.root().resolve("maven-calls")).doesNotExist();
  }

  @Test
  void textIsUtf8AlsoWithoutALocale() throws Exception {
    Checkout checkout = Checkout.in(temp);
    Path jdk = checkout.jdk("17.0.15");
    checkout.run(jdk, "tables");
    assertThat(locale(checkout, jdk, "", "", "")).isEqualTo("LC_ALL= LC_CTYPE=C.UTF-8");
    assertThat(locale(checkout, jdk, "C", "", "")).isEqualTo("LC_ALL=C.UTF-8 LC_CTYPE=");
    assertThat(locale(checkout, jdk, "", "POSIX", "en_GB.UTF-8"))
        .isEqualTo("LC_ALL= LC_CTYPE=C.UTF-8");
    assertThat(locale(checkout, jdk, "", "", "de_DE.UTF-8")).isEqualTo("LC_ALL= LC_CTYPE=");
  }

  private static String locale(
      Checkout checkout, Path jdk, String all, String characters, String lang) throws Exception {
    Map<String, String> environment =
        Map.of("SHOW_LOCALE", "yes", "LC_ALL", all, "LC_CTYPE", characters, "LANG", lang);
    return checkout.run(environment, jdk, "tables").out().lines().findFirst().orElse("");
  }

  @Test
  void sparkIsFetchedWhenItIsAskedForAndNeverElseOnTheClassPath() throws Exception {
    Checkout checkout = Checkout.in(temp);
    Path jdk = checkout.jdk("17.0.15");
    assertThat(checkout.run(jdk, "tables").out()).doesNotContain("spark");
    Cli.Result spark = checkout.run(jdk, "run", "shop", "--engine", "spark", "--memory", "3GB");
    assertThat(spark.err()).startsWith("Fetching Spark (first time: one or two minutes)…\n");
    assertThat(spark.out())
        .contains("/cli/target/spark17.args ")
        .contains(" -Xmx3G ")
        .doesNotContain("TieredStopAtLevel")
        .contains(":lib/other-1.0.jar:")
        .doesNotContain("other-2.0.jar")
        .contains("/engines/spark/target/perigon-engine-spark-0.1.0.jar:")
        .contains("/engines/spark/target/spark/jars/spark-sql_2.13-4.0.1.jar ")
        .doesNotContain("log4j-slf4j2-impl");
    assertThat(checkout.run(jdk, "query", "select 1", "--engine=SPARK").err()).isEmpty();
    assertThat(checkout.run(jdk, "tables").out()).doesNotContain("spark");
    assertThat(checkout.mavenCalls()).hasSize(2);
  }

  @Test
  void jarsOfABrokerAreFetchedWhenTheyAreAskedForAndWhenTheirVersionChanges() throws Exception {
    Checkout checkout = Checkout.in(temp);
    Path jdk = checkout.jdk("17.0.15");
    Cli.Result failed = checkout.run(Map.of("BROKER_FAILS", "1"), jdk, "__broker-jars");
    assertThat(failed.code()).isEqualTo(2);
    assertThat(failed.err())
        .startsWith("Fetching Kafka's server (first time: less than a minute)…\n")
        .contains("error: Cannot fetch Kafka's server\n  try: read the whole log in ");
    Cli.Result first = checkout.run(jdk, "__broker-jars");
    Path jars = checkout.root().resolve("engines/kafka/broker/target/jars");
    assertThat(first.out()).isEqualTo("%1$s/kafka.jar:%1$s/scala.jar\n".formatted(jars));
    assertThat(first.err()).contains("Kafka's server is in " + jars);
    assertThat(checkout.run(jdk, "__broker-jars")).isEqualTo(new Cli.Result(0, first.out(), ""));
    assertThat(checkout.mavenCalls()).hasSize(2).allMatch(call -> call.contains("kafka/broker"));
    Path pom = checkout.root().resolve("pom.xml");
    Files.writeString(pom, Files.readString(pom).replaceAll("(<kafka.version>)[^<]*", "$10.0.1"));
    assertThat(checkout.run(jdk, "__broker-jars").err()).startsWith("Fetching Kafka's server");
  }

  @Test
  void aTargetThatRunsOnSparkBringsIt() throws Exception {
    Checkout checkout = Checkout.in(temp);
    Path jdk = checkout.jdk("17.0.15");
    Path shop = Files.createDirectory(temp.resolve("shop"));
    Files.writeString(
        shop.resolve("perigon.yml"),
        """
        layers: [facts]
        engine: {threads: 2}
        targets:
          laptop: {home: /tmp/spark}
          cluster:
            engine:
              name: spark
        """);
    String project = shop.toString();
    assertThat(checkout.run(jdk, "run", project).out()).doesNotContain("spark-sql");
    assertThat(checkout.run(jdk, "run", project, "--target", "laptop").out())
        .doesNotContain("spark-sql");
    assertThat(checkout.run(jdk, "run", project, "--target", "cluster", "--engine=duckdb").out())
        .doesNotContain("spark-sql");
    assertThat(checkout.run(jdk, "run", project, "--target", "cluster").out())
        .contains("spark-sql");
  }

  @Test
  void saysWhenJavaIsTooNewForSpark() throws Exception {
    Checkout checkout = Checkout.in(temp);
    Cli.Result result = checkout.run(checkout.jdk("25.0.3"), "run", "shop", "--engine", "spark");
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err())
        .endsWith(
            """
            error: Cannot run Spark with Java 25.0.3: Spark 4.0 needs 17 to 23
              try: set JAVA_HOME to a JDK 17 or 21
            """);
  }

  @Test
  void runsOnANewerJdkWithoutAWarning() throws Exception {
    Optional<Path> newer = newerJdk();
    assumeTrue(newer.isPresent(), "no JDK newer than " + JDK + " lies beside it");
    Checkout checkout = Checkout.in(temp).withThisProgram();
    Cli.Result built = checkout.run(newer.get(), "--version");
    assertThat(built.err()).endsWith(" s.\n").doesNotContain("No class-data archive");
    checkout.withProject("retail");
    String home = temp.resolve("home").toString();
    Cli.Result run =
        checkout.run(newer.get(), "run", "retail", "--as-of", "2025-10-09", "--home", home);
    assertThat(run.err().lines().filter(line -> !line.startsWith("Making sample data"))).isEmpty();
    assertThat(run.code()).isZero();
    assertThat(run.out()).contains("Pipeline Summary:");
  }

  private static Optional<Path> newerJdk() throws IOException {
    try (Stream<Path> beside = Files.list(JDK.toRealPath().getParent())) {
      return beside
          .filter(jdk -> Files.isExecutable(jdk.resolve("bin/javac")))
          .filter(jdk -> version(jdk) > Runtime.version().feature())
          .findFirst();
    }
  }

  private static int version(Path jdk) {
    try (Stream<String> lines = Files.lines(jdk.resolve("release"))) {
      return lines
          .filter(line -> line.startsWith("JAVA_VERSION="))
          .map(line -> line.replaceAll("^JAVA_VERSION=\"(\\d+).*", "$1"))
          .mapToInt(Integer::parseInt)
          .findFirst()
          .orElse(0);
    } catch (IOException e) {
      return 0;
    }
  }
}
