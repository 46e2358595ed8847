package dev.perigon.engine.kafka;

import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/** The files of a home's broker. */
record BrokerFolder(Path path) {
  private static final int LAST = 1 << 16;
  private static final int ROOM = 1 << 16;

  /** The same folder by the same name, however it was given. */
  static BrokerFolder of(Path path) {
    try {
      return new BrokerFolder(path.toRealPath());
    } catch (IOException e) { // not there yet
      return new BrokerFolder(path.toAbsolutePath().normalize());
    }
  }

  Path settings() {
    return path.resolve("server.properties");
  }

  /** What it holds. */
  Path log() {
    return path.resolve("log");
  }

  /** What its process prints. */
  Path output() {
    return path.resolve("output");
  }

  /** What Java is told; no other process is started with it. */
  Path arguments() {
    return path.resolve("java.args");
  }

  Path lock() {
    return path.resolve("lock");
  }

  Path note() {
    return path.resolve("broker.json");
  }

  /** The id that its data was made with; empty before. */
  Optional<String> cluster() throws IOException {
    Path file = log().resolve("meta.properties");
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    Properties properties = new Properties();
    properties.load(new StringReader(Files.readString(file)));
    return Optional.ofNullable(properties.getProperty("cluster.id"));
  }

  /** Whether the disk that it is on has no room left worth the name. */
  boolean isFull() {
    try {
      return Files.getFileStore(path).getUsableSpace() < ROOM;
    } catch (IOException e) {
      return false;
    }
  }

  /** Begins a new output and keeps the last one, which may say why its process ended. */
  void turnOutput() throws IOException {
    if (Files.exists(output())) {
      Files.move(output(), path.resolve("output.before"), StandardCopyOption.REPLACE_EXISTING);
    }
    Files.createFile(output());
  }

  /** The last lines of its output. */
  List<String> said() throws IOException {
    if (!Files.exists(output())) {
      return List.of();
    }
    try (SeekableByteChannel channel = Files.newByteChannel(output())) {
      long from = Math.max(0, channel.size() - LAST);
      ByteBuffer bytes = ByteBuffer.allocate((int) (channel.size() - from));
      channel.position(from);
      while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
        // the rest
      }
      return new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8)
          .lines()
          .toList();
    }
  }
}
