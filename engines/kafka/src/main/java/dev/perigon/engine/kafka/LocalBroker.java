package dev.perigon.engine.kafka;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.Uuid;

/**
 * One Kafka broker, its own controller, in a process of its own on this machine; for tests and
 * trials: it ends with the program that started it, unlike {@link HomeBroker}. What it holds lies
 * in a folder and outlives it.
 */
public final class LocalBroker implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Path folder;
  private final String classPath;
  private final int port;
  private Process process;

  private LocalBroker(Path folder, String classPath, int port) {
    this.folder = folder;
    this.classPath = classPath;
    this.port = port;
  }

  /**
   * Starts a new broker on ports that are free, and waits until it answers.
   *
   * @param folder for all its files
   * @param classPath has Kafka's server
   */
  public static LocalBroker start(Path folder, String classPath)
      throws IOException, InterruptedException {
    return start(folder, classPath, Map.of());
  }

  /**
   * @param more settings of the server, which win over those that it has anyway; {@code listeners}
   *     are added to its own
   */
  public static LocalBroker start(Path folder, String classPath, Map<String, String> more)
      throws IOException, InterruptedException {
    Files.createDirectories(folder);
    LocalBroker broker = new LocalBroker(folder, classPath, BrokerSettings.freePort());
    Files.writeString(
        broker.settings(),
        BrokerSettings.text(broker.port, BrokerSettings.freePort(), folder.resolve("log"), more));
    String cluster = Uuid.randomUuid().toString();
    Process format =
        broker.java(
            "kafka.tools.StorageTool",
            List.of("format", "-t", cluster, "-c", broker.settings().toString()));
    if (format.waitFor() != 0) {
      throw broker.failed();
    }
    broker.start();
    return broker;
  }

  private Path settings() {
    return folder.resolve("server.properties");
  }

  private Path output() {
    return folder.resolve("output");
  }

  private IOException failed() throws IOException {
    List<String> lines = Files.readAllLines(output());
    return new IOException(
        "The broker did not start; %s ends with: %s"
            .formatted(
                output(),
                String.join("\n", lines.subList(Math.max(0, lines.size() - 5), lines.size()))));
  }

  private Process java(String main, List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx512m", "-XX:+UseSerialGC", "-cp", classPath, main));
    command.addAll(arguments);
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(output().toFile()))
        .start();
  }

  /** Starts it again after {@link #kill}, with what it held. */
  public void start() throws IOException, InterruptedException {
    process = java("kafka.Kafka", List.of(settings().toString()));
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!answers()) {
      if (!process.isAlive() || System.nanoTime() > deadline) {
        throw failed();
      }
    }
  }

  private boolean answers() throws InterruptedException {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress("127.0.0.1", port), 1000);
      return true;
    } catch (IOException e) {
      process.waitFor(100, TimeUnit.MILLISECONDS);
      return false;
    }
  }

  /** What {@code bootstrapServers} names. */
  public String servers() {
    return "127.0.0.1:" + port;
  }

  /** {@code kill -9}: loses nothing that it has acknowledged, but a crash of the machine might. */
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
