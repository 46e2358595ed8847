package dev.perigon.engine.spark;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;

/** Asks whether a standalone master answers; Spark itself would try for minutes, in silence. */
final class MasterCheck {
  private static final String STANDALONE = "spark://";
  private static final Duration WAIT = Duration.ofSeconds(10);

  private MasterCheck() {}

  /**
   * @param master {@code spark://host:port,host:port}: one that answers is enough; others are taken
   *     on trust
   */
  static void of(String master) {
    if (!master.startsWith(STANDALONE)) {
      return;
    }
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
}
