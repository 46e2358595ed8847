package dev.perigon.engine.spark;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import org.apache.hadoop.fs.CommonConfigurationKeysPublic;
import org.apache.hadoop.yarn.client.api.YarnClient;
import org.apache.hadoop.yarn.conf.YarnConfiguration;
import org.apache.hadoop.yarn.exceptions.YarnException;
import org.apache.spark.SparkConf;
import org.apache.spark.deploy.SparkHadoopUtil;

/** Asks whether a master answers; Spark itself would try for minutes, in silence. */
final class MasterCheck {
  private static final String STANDALONE = "spark://";
  private static final String YARN = "yarn";
  private static final Duration WAIT = Duration.ofSeconds(10);

  private MasterCheck() {}

  /** Masters of other kinds are taken on trust. */
  static void of(SparkOptions options) {
    if (options.master().startsWith(STANDALONE)) {
      standalone(options.master());
    } else if (options.master().equals(YARN)) {
      yarn(options);
    }
  }

  /**
   * @param master {@code spark://host:port,host:port}: one that answers is enough
   */
  private static void standalone(String master) {
    IOException refused = new IOException("it has no host and port");
    for (String place : master.substring(STANDALONE.length()).split(",")) {
      URI uri = URI.create(STANDALONE + place);
      try (Socket socket = new Socket()) {
        if (uri.getHost() != null && uri.getPort() > 0) {
          socket.connect(
              new InetSocketAddress(uri.getHost(), uri.getPort()), (int) WAIT.toMillis());
          return;
        }
      } catch (IOException e) {
        refused = e;
      }
    }
    throw SparkErrors.noApplication(master, refused);
  }

  private static void yarn(SparkOptions options) {
    SparkConf settings = new SparkConf();
    options.conf().forEach(settings::set);
    var conf = new YarnConfiguration(SparkHadoopUtil.get().newConfiguration(settings));
    String wait = Long.toString(WAIT.toMillis());
    conf.set(YarnConfiguration.RESOURCEMANAGER_CONNECT_MAX_WAIT_MS, wait);
    conf.set(YarnConfiguration.RESOURCEMANAGER_CONNECT_RETRY_INTERVAL_MS, "1000");
    conf.set(CommonConfigurationKeysPublic.IPC_CLIENT_CONNECT_TIMEOUT_KEY, wait);
    conf.set(CommonConfigurationKeysPublic.IPC_CLIENT_CONNECT_MAX_RETRIES_KEY, "1");
    try (YarnClient client = YarnClient.createYarnClient()) {
      client.init(conf);
      client.start();
      client.getYarnClusterMetrics();
    } catch (IOException | YarnException | RuntimeException e) {
      throw SparkErrors.noYarn(e);
    }
  }
}
