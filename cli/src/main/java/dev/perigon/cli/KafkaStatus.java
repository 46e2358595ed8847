package dev.perigon.cli;

import dev.perigon.engine.kafka.HomeBroker;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code kafka status}: whether the home's broker runs, and where. */
@Command(
    name = "status",
    description = "Says whether the broker runs, and where.",
    footer = {"  perigon kafka status", "  perigon kafka status --json"})
final class KafkaStatus extends Verb {
  @Mixin private HomeOption home;
  @Mixin private JsonOption json;

  KafkaStatus(Terminal terminal) {
    super(terminal);
  }

  @Override
  public Integer call() {
    HomeBroker.Status status = HomeBroker.in(home.home(terminal()).local()).status();
    if (json.json()) {
      JsonText.print(terminal().out(), document -> KafkaVerb.json(document, status));
    } else {
      terminal().out().println("Kafka: " + KafkaVerb.text(status));
    }
    return 0;
  }
}
