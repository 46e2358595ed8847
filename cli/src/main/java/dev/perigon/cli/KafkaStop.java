package dev.perigon.cli;

import dev.perigon.engine.kafka.HomeBroker;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code kafka stop}: stops the home's broker. */
@Command(
    name = "stop",
    description = "Stops the broker; what it holds stays for the next start.",
    footer = {"  perigon kafka stop", "  perigon kafka stop --home /data/lake"})
final class KafkaStop extends Verb {
  @Mixin private HomeOption home;
  @Mixin private JsonOption json;

  KafkaStop(Terminal terminal) {
    super(terminal);
  }

  @Override
  public Integer call() {
    HomeBroker broker = HomeBroker.in(home.home(terminal()).local());
    boolean ran = broker.stop(KafkaVerb.progress(terminal()));
    HomeBroker.Status status = broker.status();
    if (json.json()) {
      JsonText.print(terminal().out(), document -> KafkaVerb.json(document, status));
    } else {
      terminal().out().println((ran ? "Kafka: " : "Nothing to stop: ") + KafkaVerb.text(status));
    }
    return 0;
  }
}
