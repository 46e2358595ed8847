package dev.perigon.engine.kafka;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/** The settings of a broker that is its own controller and that only this machine can reach. */
final class BrokerSettings {
  static final String HOST = "127.0.0.1";

  private static final int NEIGHBOURS = 100;
  private static final int LOOKS = 50;
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

  private BrokerSettings() {}

  /**
   * @param more settings of the server, which win over those that it has anyway; {@code listeners}
   *     are added to its own
   */
  static String text(int port, int controllerPort, Path log, Map<String, String> more) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("process.roles", "broker,controller");
    settings.put("node.id", "1");
    settings.put("controller.quorum.voters", "1@%s:%d".formatted(HOST, controllerPort));
    settings.put("controller.listener.names", "CONTROLLER");
    settings.put(
        "listener.security.protocol.map",
        "CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT,SSL:SSL,SASL_SSL:SASL_SSL");
    settings.put("log.dirs", log.toString().replace("\\", "/"));
    settings.put("offsets.topic.replication.factor", "1");
    settings.put("transaction.state.log.replication.factor", "1");
    settings.put("transaction.state.log.min.isr", "1");
    settings.put("auto.create.topics.enable", "false");
    settings.put("message.max.bytes", "4194304");
    settings.putAll(more);
    settings.put(
        "listeners",
        "PLAINTEXT://%1$s:%2$d,CONTROLLER://%1$s:%3$d".formatted(HOST, port, controllerPort)
            + (more.containsKey("listeners") ? "," + more.get("listeners") : ""));
    return settings.entrySet().stream()
        .map(setting -> setting.getKey() + "=" + setting.getValue() + "\n")
        .collect(Collectors.joining());
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(HOST))) {
      return socket.getLocalPort();
    }
  }

  /**
   * One at or above {@code first} where it can be, so that no connection of anybody takes it by
   * chance while the broker is down.
   */
  static int lastingPort(int first) throws IOException {
    for (int port = first; port < first + NEIGHBOURS; port++) {
      if (isFree(port)) {
        return port;
      }
    }
    return freePort();
  }

  /** Waits for a process that was killed: its threads may hold its port a little longer. */
  static boolean becomesFree(int port) {
    for (int look = 0; look < LOOKS; look++) {
      if (isFree(port)) {
        return true;
      }
      LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
    }
    return isFree(port);
  }

  static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getByName(HOST))) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }
}
