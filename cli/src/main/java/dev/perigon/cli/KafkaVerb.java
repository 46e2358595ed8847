package dev.perigon.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.perigon.engine.kafka.HomeBroker;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code kafka}: a broker to try things out; what to do with it is a verb below it. */
@Command(
    name = "kafka",
    description = "A Kafka broker on this machine to try things out, and what topics hold.",
    synopsisSubcommandLabel = "start|status|topics|stop",
    commandListHeading = "%nCommands:%n",
    footer = {
      "  perigon kafka start",
      "  perigon kafka topics",
      "  perigon kafka topics --bootstrap-servers broker1:9092,broker2:9092",
      "  perigon kafka stop"
    })
final class KafkaVerb extends Verb {
  private static final List<String> KNOWN = List.of("start", "status", "topics", "stop");

  private KafkaVerb(Terminal terminal) {
    super(terminal);
  }

  static CommandLine commandLine(Terminal terminal) {
    return new CommandLine(new KafkaVerb(terminal))
        .addSubcommand(new KafkaStart(terminal))
        .addSubcommand(new KafkaStatus(terminal))
        .addSubcommand(new KafkaTopicList(terminal))
        .addSubcommand(new KafkaStop(terminal));
  }

  static List<String> known() {
    return KNOWN;
  }

  @Override
  public Integer call() {
    throw CliErrors.kafkaWhat(KNOWN);
  }

  /** Where what takes time is told: not where answers are printed. */
  static Consumer<String> progress(Terminal terminal) {
    return line -> {
      terminal.err().println(line);
      terminal.err().flush();
    };
  }

  /** In one line, for a person. */
  static String text(HomeBroker.Status status) {
    String servers = status.servers().orElse("");
    return switch (status.state()) {
      case NEW -> "no broker was started in " + status.folder();
      case RUNNING ->
          "runs at %s (process %d), with its data in %s"
              .formatted(servers, status.pid().orElseThrow(), status.folder());
      case STOPPED -> "stopped; its data is in %s".formatted(status.folder());
      case ENDED ->
          "its process ended without being stopped; its data is in %s, and %s says why"
              .formatted(status.folder(), status.folder().resolve("output"));
    };
  }

  static void json(JsonGenerator json, HomeBroker.Status status) throws IOException {
    json.writeStartObject();
    json.writeStringField("state", status.state().name().toLowerCase(java.util.Locale.ROOT));
    json.writeStringField("folder", status.folder().toString());
    if (status.servers().isPresent()) {
      json.writeStringField("bootstrap_servers", status.servers().get());
    }
    if (status.pid().isPresent()) {
      json.writeNumberField("pid", status.pid().getAsLong());
    }
    json.writeEndObject();
  }
}
