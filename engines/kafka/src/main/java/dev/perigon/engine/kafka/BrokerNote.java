package dev.perigon.engine.kafka;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Optional;

/**
 * What is noted of a broker beside its data: where it listens, also when it does not run, and its
 * process.
 */
record BrokerNote(int port, int controllerPort, Optional<Started> process) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** A process; another one may have the same number later. */
  record Started(long pid, Instant at) {
    static Started of(ProcessHandle process) {
      return new Started(process.pid(), process.info().startInstant().orElse(Instant.EPOCH));
    }
  }

  BrokerNote with(Optional<Started> now) {
    return new BrokerNote(port, controllerPort, now);
  }

  /** Empty when there is none, or half of one. */
  static Optional<BrokerNote> read(Path file) throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    JsonNode json;
    try {
      json = JSON.readTree(Files.readString(file));
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      return Optional.empty();
    }
    int port = json.path("port").asInt();
    Optional<Started> process =
        json.has("pid")
            ? Optional.of(
                new Started(
                    json.path("pid").asLong(),
                    Instant.ofEpochMilli(json.path("startedMillis").asLong())))
            : Optional.empty();
    return port == 0
        ? Optional.empty()
        : Optional.of(new BrokerNote(port, json.path("controllerPort").asInt(), process));
  }

  /** In one step: readers see the old note or this one. */
  void write(Path file) throws IOException {
    ObjectNode json = JSON.createObjectNode();
    json.put("port", port).put("controllerPort", controllerPort);
    process.ifPresent(p -> json.put("pid", p.pid()).put("startedMillis", p.at().toEpochMilli()));
    Path written = file.resolveSibling(file.getFileName() + ".new");
    Files.writeString(written, json.toString());
    Files.move(written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
