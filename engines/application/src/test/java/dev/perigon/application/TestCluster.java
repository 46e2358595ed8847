package dev.perigon.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Projects on a standalone cluster of real processes. */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
final class TestCluster {
  private static final String AS_OF = "2025-10-09";

  @TempDir private Path folder;
  private SparkHome spark;
  private Cluster cluster;

  @BeforeEach
  void start() throws Exception {
    spark = SparkHome.make();
    cluster = Cluster.start(spark, folder);
  }

  @AfterEach
  void stop() {
    cluster.close();
  }

  /** Small executors that start fast. */
  private String[] onCluster(String... args) {
    List<String> all = new ArrayList<>(List.of(args));
    all.addAll(
        List.of(
            "--engine",
            "spark",
            "--master",
            cluster.url(),
            "--conf",
            "spark.executor.memory=600m",
            "--conf",
            "spark.executor.extraJavaOptions=-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
            "--conf",
            "spark.driver.host=127.0.0.1"));
    return all.toArray(String[]::new);
  }

  @Test
  void anUpdateThatLosesAWorkerHalfwayEndsWithTheTablesOfTheEmbeddedEngine() throws Exception {
    String data = folder.resolve("data").toString();
    String retail = Perigon.root().resolve("projects/retail").toString();
    Perigon.here("generate", "retail", "--as-of", AS_OF, "--out", data);
    Path embedded = folder.resolve("embedded");
    Perigon.here("run", retail, "--data", data, "--home", embedded.toString(), "--as-of", AS_OF);

    Program doomed = cluster.addWorker();
    cluster.addWorker();
    Path home = folder.resolve("home");
    try (Program run =
        Perigon.start(
            onCluster(
                "run", retail, "--data", data, "--home", home.toString(), "--as-of", AS_OF))) {
      run.await("^ok .*src_loyalty_program");
      doomed.await("Asked to launch executor");
      doomed.kill();
      Program.Ended ended = run.awaitEnd();
      assertThat(ended.code()).as(ended.output()).isZero();
      assertThat(ended.output()).contains("Pipeline Summary:");
    }
    Map<String, List<String>> expected = Perigon.tables(embedded, "retail.c360");
    Map<String, List<String>> tables = Perigon.tables(home, "retail.c360");
    assertThat(tables.keySet()).isEqualTo(expected.keySet()).hasSizeGreaterThan(20);
    expected.forEach((name, rows) -> assertThat(tables.get(name)).as(name).isEqualTo(rows));
  }

  @Test
  void aHomeThatAWorkerDoesNotSeeIsToldBeforeAnyWork() throws Exception {
    assumeTrue(mayMount(), "hiding a folder from a process needs the right to mount");
    Path home = Files.createDirectory(folder.resolve("home"));
    cluster.addWorker(
        List.of(
            "unshare", "-m", "sh", "-c", "mount -t tmpfs none " + home + " && exec \"$@\"", "sh"));
    try (Program run =
        Perigon.start(onCluster("run", Shop.in(folder).toString(), "--home", home.toString()))) {
      Program.Ended ended = run.awaitEnd();
      assertThat(ended.output())
          .contains("error: Cannot use the home %s".formatted(home.toUri()))
          .contains("does not see it")
          .contains("  try: Give --home on storage that all workers share");
      assertThat(ended.code()).isEqualTo(3);
    }
    assertThat(home.resolve("shop")).doesNotExist();
  }

  @Test
  void aWorkerOfAnotherVersionIsToldBeforeAnyWork() throws Exception {
    Path home = Files.createDirectory(folder.resolve("home"));
    cluster.addWorker(spark.ofVersion("4.0.0"));
    try (Program run =
        Perigon.start(onCluster("run", Shop.in(folder).toString(), "--home", home.toString()))) {
      Program.Ended ended = run.awaitEnd();
      assertThat(ended.output())
          .contains("error: Cannot use the worker on ")
          .contains(": it runs Spark 4.0.0, Perigon brings 4.0.1")
          .contains("  try: Run the cluster with Spark 4.0.1 for Scala 2.13");
      assertThat(ended.code()).isEqualTo(3);
    }
    assertThat(home.resolve("shop")).doesNotExist();
  }

  @Test
  void aHomeThatThisMachineCannotWriteIsToldBeforeAnyWork() throws Exception {
    Path file = Files.createFile(folder.resolve("file"));
    cluster.addWorker();
    Path home = file.resolve("home");
    try (Program run = Perigon.start(onCluster("query", "select 1", "--home", home.toString()))) {
      Program.Ended ended = run.awaitEnd();
      assertThat(ended.output())
          .contains("error: Cannot use the home %s".formatted(home.toUri()))
          .contains("this machine cannot write there")
          .contains("  try: Give --home a folder that may be written from here");
      assertThat(ended.code()).isEqualTo(3);
    }
  }

  private static boolean mayMount() throws IOException, InterruptedException {
    return new ProcessBuilder("unshare", "-m", "true").start().waitFor() == 0;
  }

  @Test
  void aClusterWithoutWorkersIsToldInBoundedTime() throws Exception {
    try (Program run =
        Perigon.start(
            onCluster(
                "query",
                "select 1",
                "--home",
                folder.resolve("home").toString(),
                "--conf",
                "spark.perigon.start.timeout.seconds=3"))) {
      Program.Ended ended = run.awaitEnd();
      assertThat(ended.output())
          .contains("error: Cannot start Spark at '%s': no worker took".formatted(cluster.url()));
      assertThat(ended.code()).isEqualTo(3);
    }
  }

  @Test
  void aMasterThatIsNotThereIsToldInBoundedTime() throws Exception {
    String[] args = onCluster("query", "select 1", "--home", folder.resolve("home").toString());
    cluster.close();
    try (Program run = Perigon.start(args)) {
      Program.Ended ended = run.awaitEnd();
      assertThat(ended.output())
          .startsWith("error: Cannot start Spark at '%s': ".formatted(cluster.url()))
          .contains("  try: Check the master's address");
      assertThat(ended.code()).isEqualTo(3);
    }
  }

  @Test
  void theApplicationJarIsSubmitted() throws Exception {
    cluster.addWorker();
    Path home = Files.createDirectory(folder.resolve("home"));
    try (Program submitted =
        spark.start(
            List.of(),
            "org.apache.spark.deploy.SparkSubmit",
            "--master",
            cluster.url(),
            "--conf",
            "spark.executor.memory=600m",
            "--conf",
            "spark.driver.host=127.0.0.1",
            "--class",
            "dev.perigon.cli.Main",
            System.getProperty("perigon.test.application"),
            "run",
            Shop.in(folder).toString(),
            "--engine",
            "spark",
            "--home",
            home.toString())) {
      Program.Ended ended = submitted.awaitEnd();
      assertThat(ended.code()).as(ended.output()).isZero();
      assertThat(ended.output()).contains("2 datasets refreshed");
    }
    assertThat(Perigon.tables(home, "shop.c360"))
        .containsEntry(
            "shop.c360.totals", List.of("c,10.50,2", "customer,total,orders", "é,1.00,1"))
        .containsEntry(
            "shop.c360.orders",
            List.of("1,c,10.25", "2,c,0.25", "3,é,1.00", "order_id,customer,amount"));
  }
}
