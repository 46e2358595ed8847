package dev.perigon.application;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Projects on Hadoop YARN, with containers; and as far as one comes without a Kubernetes. */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
final class TestClusterManagers {
  @TempDir private Path folder;

  private Program run(String master, Path settings, Path home) throws Exception {
    return Perigon.start(
        SparkHome.make(),
        settings,
        "run",
        Shop.in(folder).toString(),
        "--engine",
        "spark",
        "--master",
        master,
        "--home",
        home.toString(),
        "--conf",
        "spark.executor.memory=600m",
        "--conf",
        "spark.executor.instances=2",
        "--conf",
        "spark.yarn.am.memory=400m",
        "--conf",
        "spark.yarn.stagingDir=" + folder.resolve("staging").toUri(),
        "--conf",
        "spark.driver.host=127.0.0.1");
  }

  @Test
  void containersComputeTheTables() throws Exception {
    Path home = Files.createDirectory(folder.resolve("home"));
    try (YarnCluster yarn = YarnCluster.start(folder);
        Program run = run("yarn", yarn.settings(), home)) {
      Program.Ended ended = run.awaitEnd();
      assertThat(ended.code()).as(ended.output()).isZero();
      assertThat(ended.output()).contains("2 datasets refreshed");
    }
    assertThat(Perigon.tables(home, "shop.c360"))
        .containsEntry(
            "shop.c360.totals", List.of("c,10.50,2", "customer,total,orders", "é,1.00,1"));
  }

  @Test
  void aResourceManagerThatIsNotThereIsToldInBoundedTime() throws Exception {
    Path settings = Files.createDirectory(folder.resolve("settings"));
    Files.writeString(
        settings.resolve("yarn-site.xml"),
        """
        <configuration>
          <property>
            <name>yarn.resourcemanager.address</name>
            <value>127.0.0.1:1</value>
          </property>
        </configuration>
        """);
    Path home = folder.resolve("home");
    try (Program run = run("yarn", settings, home)) {
      Program.Ended ended = run.awaitEnd();
      assertThat(ended.output())
          .contains("error: Cannot start Spark at 'yarn': the resource manager does not answer")
          .contains("  try: Set HADOOP_CONF_DIR to the folder with the cluster's yarn-site.xml");
      assertThat(ended.code()).isEqualTo(3);
    }
    assertThat(home.resolve("shop")).doesNotExist();
  }

  @Test
  void aKubernetesThatIsNotThereIsToldInBoundedTime() throws Exception {
    String master = "k8s://https://127.0.0.1:1";
    try (Program run = run(master, folder, folder.resolve("home"))) {
      Program.Ended ended = run.awaitEnd();
      assertThat(ended.output())
          .contains("error: Cannot start Spark at '%s': Connection refused".formatted(master))
          .contains("  try: Check the master's address");
      assertThat(ended.code()).isEqualTo(3);
    }
  }
}
