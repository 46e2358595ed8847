package dev.perigon.cli;

import dev.perigon.engine.kafka.HomeBroker;
import dev.perigon.engine.kafka.KafkaAddress;
import dev.perigon.engine.kafka.TopicWriter;
import dev.perigon.generator.telco.TelcoOptions;
import dev.perigon.generator.telco.TelcoRecords;
import dev.perigon.pipelines.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The home's broker, for a project whose parameter {@code bootstrap_servers} is empty. The first
 * time, the bundled project's topics are sent its sample records, all of them: what an interrupted
 * run left out is sent by the next.
 */
final class SampleBroker {
  private static final String SERVERS = "bootstrap_servers";
  private static final String PREFIX = "topic_prefix";

  private final Home home;
  private final Terminal terminal;

  SampleBroker(Home home, Terminal terminal) {
    this.home = home;
    this.terminal = terminal;
  }

  static boolean isNeeded(Project project) {
    return "".equals(project.parameters().get(SERVERS));
  }

  /** Starts the broker unless it runs, and returns what the project is to know of it. */
  Map<String, String> settings(Project project, Instant asOf) {
    String servers =
        HomeBroker.ensure(home.local(), new BrokerJars(terminal), KafkaVerb.progress(terminal));
    if (SampleData.sendsRecords(project.name())) {
      TelcoOptions records =
          TelcoOptions.defaults()
              .withAsOf(LocalDate.ofInstant(asOf, project.timeZone()))
              .withTopicPrefix(String.valueOf(project.parameters().get(PREFIX)));
      sendOnce(servers, records);
    }
    return Map.of(SERVERS, servers);
  }

  private void sendOnce(String servers, TelcoOptions options) {
    SentNote note = new SentNote(home.local().resolve("kafka"), options.topicPrefix());
    if (note.isComplete()) {
      return;
    }
    List<String> topics = TelcoRecords.topics(options);
    try (TopicWriter writer = TopicWriter.to(KafkaAddress.of(servers, Map.of()))) {
      writer.createMissing(topics);
      long held = writer.leaveOutHeld(topics);
      TelcoOptions sent = note.begun().map(options::withAsOf).orElse(options);
      if (held > 0 && note.begun().isEmpty()) {
        return; // somebody else's records
      }
      note.begin(sent.asOf());
      KafkaVerb.progress(terminal)
          .accept("Sending sample records to %s, which end on %s".formatted(servers, sent.asOf()));
      RecordFlow flow = new RecordFlow(terminal, OptionalInt.empty(), Optional.empty());
      SentRecords records = new SentRecords(writer);
      flow.run(new TelcoRecords(sent), records);
      records.finish(false);
      note.complete();
    }
  }

  /** Beside the broker's files: which sample its topics were sent, and whether all of it. */
  private record SentNote(Path folder, String prefix) {
    private static final String COMPLETE = "complete";

    private Path file() {
      return folder.resolve("sample-" + prefix);
    }

    private List<String> lines() {
      try {
        return Files.exists(file()) ? Files.readAllLines(file()) : List.of();
      } catch (IOException e) {
        throw CliErrors.cannotRead(file().toString(), e);
      }
    }

    boolean isComplete() {
      return lines().contains(COMPLETE);
    }

    Optional<LocalDate> begun() {
      return lines().stream().findFirst().map(LocalDate::parse);
    }

    void begin(LocalDate end) {
      write(end + "\n");
    }

    void complete() {
      write(begun().orElseThrow() + "\n" + COMPLETE + "\n");
    }

    private void write(String text) {
      try {
        Files.writeString(file(), text);
      } catch (IOException e) {
        throw CliErrors.cannotWrite(file(), e);
      }
    }
  }
}
