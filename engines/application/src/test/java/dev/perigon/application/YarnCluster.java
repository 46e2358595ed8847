package dev.perigon.application;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.CommonConfigurationKeysPublic;
import org.apache.hadoop.yarn.conf.YarnConfiguration;
import org.apache.hadoop.yarn.server.MiniYARNCluster;

/** A resource manager and a node manager in a process of their own, on ports that are free. */
final class YarnCluster implements AutoCloseable {
  private final Program program;
  private final Path settings;

  private YarnCluster(Program program, Path settings) {
    this.program = program;
    this.settings = settings;
  }

  static YarnCluster start(Path folder) throws IOException, InterruptedException {
    Path settings = Files.createDirectories(folder.resolve("yarn/conf"));
    Program program =
        Program.start(
            List.of(
                SparkHome.java(),
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-Dtest.build.data=" + folder.resolve("yarn/work"),
                "-cp",
                System.getProperty("java.class.path"),
                YarnCluster.class.getName(),
                folder.resolve("yarn/tmp").toString(),
                settings.toString()),
            Map.of("JAVA_HOME", System.getProperty("java.home")));
    program.await("^yarn is ready$");
    return new YarnCluster(program, settings);
  }

  /** What {@code HADOOP_CONF_DIR} names. */
  Path settings() {
    return settings;
  }

  @Override
  public void close() {
    program.close();
  }

  /**
   * Runs until it is killed.
   *
   * @param args a folder for files, and one for the settings
   */
  public static void main(String[] args) throws Exception {
    YarnConfiguration conf = new YarnConfiguration();
    conf.set(CommonConfigurationKeysPublic.FS_DEFAULT_NAME_KEY, "file:///");
    conf.set("hadoop.tmp.dir", args[0]);
    conf.set("yarn.scheduler.capacity.root.queues", "default");
    conf.set("yarn.scheduler.capacity.root.default.capacity", "100");
    conf.set(YarnConfiguration.RM_SCHEDULER_MINIMUM_ALLOCATION_MB, "256");
    conf.set(YarnConfiguration.YARN_MINICLUSTER_NM_PMEM_MB, "8192");
    conf.set(YarnConfiguration.NM_VMEM_CHECK_ENABLED, "false");
    conf.set(YarnConfiguration.NM_MAX_PER_DISK_UTILIZATION_PERCENTAGE, "100");
    MiniYARNCluster cluster = new MiniYARNCluster("perigon", 1, 1, 1);
    cluster.init(conf);
    cluster.start();
    try (OutputStream out = Files.newOutputStream(Path.of(args[1], "yarn-site.xml"))) {
      cluster.getConfig().writeXml(out);
    }
    System.out.println("yarn is ready");
    Thread.currentThread().join();
  }
}
