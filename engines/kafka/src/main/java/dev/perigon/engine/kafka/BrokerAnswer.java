package dev.perigon.engine.kafka;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterResult;

/** Whether a broker on this machine takes requests, and is the one that it should be. */
final class BrokerAnswer {
  private static final int MILLIS = 2000;

  private BrokerAnswer() {}

  /**
   * @param servers one host and port
   * @param cluster the id of what listens there
   */
  static boolean comes(String servers, String cluster) {
    int colon = servers.lastIndexOf(':');
    try (Socket socket = new Socket()) { // far cheaper than a client, while nothing listens
      int port = Integer.parseInt(servers.substring(colon + 1));
      socket.connect(new InetSocketAddress(servers.substring(0, colon), port), MILLIS);
    } catch (IOException e) {
      return false;
    }
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers",
            servers,
            "request.timeout.ms",
            MILLIS,
            "default.api.timeout.ms",
            MILLIS);
    try (Admin admin = Admin.create(settings)) {
      DescribeClusterResult described = admin.describeCluster();
      return described.clusterId().get().equals(cluster) && !described.nodes().get().isEmpty();
    } catch (ExecutionException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new org.apache.kafka.common.errors.InterruptException(e);
    }
  }
}
