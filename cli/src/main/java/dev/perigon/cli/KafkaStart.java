package dev.perigon.cli;

import dev.perigon.engine.kafka.HomeBroker;
import java.util.OptionalInt;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code kafka start}: starts the home's broker unless it runs. */
@Command(
    name = "start",
    description = {
      "Starts a Kafka broker that only this machine reaches, unless it runs already.",
      "It goes on until 'perigon kafka stop', and keeps its records and its port."
    },
    footer = {"  perigon kafka start", "  perigon kafka start --port 19092 --home /data/lake"})
final class KafkaStart extends Verb {
  private static final int LAST_PORT = 65_535;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description =
          "Where to listen (default: as before; the first time 9092 or the next that is free).")
  private Integer port;

  @Mixin private HomeOption home;
  @Mixin private JsonOption json;

  KafkaStart(Terminal terminal) {
    super(terminal);
  }

  @Override
  public Integer call() {
    if (port != null && (port < 1 || port > LAST_PORT)) {
      throw CliErrors.badPort(port);
    }
    HomeBroker.Status status =
        HomeBroker.in(home.writable(terminal()).local())
            .start(
                port == null ? OptionalInt.empty() : OptionalInt.of(port),
                new BrokerJars(terminal()),
                KafkaVerb.progress(terminal()));
    if (json.json()) {
      JsonText.print(terminal().out(), document -> KafkaVerb.json(document, status));
    } else {
      terminal().out().println("Kafka " + KafkaVerb.text(status));
    }
    return 0;
  }
}
