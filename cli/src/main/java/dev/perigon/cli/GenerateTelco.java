package dev.perigon.cli;

import dev.perigon.engine.kafka.KafkaAddress;
import dev.perigon.engine.kafka.TopicWriter;
import dev.perigon.generator.telco.TelcoGenerator;
import dev.perigon.generator.telco.TelcoOptions;
import dev.perigon.generator.telco.TelcoRecords;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code generate telco}. */
@Command(
    name = "telco",
    description = {
      "Makes the sources of the telco project: subscribers and eight kinds of call detail records of"
          + " the seven days before the as-of day, as a file for each topic, or sent to Kafka;"
          + " and beside them cell sites, attributes and flows, labels of planted fraud, and a key.",
      "",
      "KAFKA_USERNAME and KAFKA_PASSWORD in the environment log in by SASL_SSL with PLAIN. Topics that"
          + " are missing are made, with three partitions and seven days of retention."
    },
    footer = {
      "  perigon generate telco",
      "  perigon generate telco --users 100 --print --records 10",
      "  perigon generate telco --bootstrap-servers localhost:9092 --records 1000000",
      "  perigon generate telco --bootstrap-servers localhost:9092 --rate 1000 --duration 10m"
    })
final class GenerateTelco extends Verb {
  @Mixin private SampleOptions sample;
  @Mixin private TelcoSizes sizes;

  @Option(names = "--print", description = "Print the records, and make no files.")
  private boolean print;

  @Option(
      names = "--bootstrap-servers",
      paramLabel = "HOST:PORT",
      description = "Send the records to these brokers instead of into files.")
  private String servers;

  @Option(
      names = "--topic-prefix",
      paramLabel = "TEXT",
      defaultValue = "telco-",
      description = "Before the names of topics (default: ${DEFAULT-VALUE}).")
  private String prefix;

  @Option(
      names = "--rate",
      paramLabel = "N",
      description = "Send or print so many records a second (default: as fast as possible).")
  private Integer rate;

  @Option(
      names = "--duration",
      paramLabel = "TIME",
      description = "Send or print for so long: 30s, 10m.")
  private String duration;

  private final Interruption interruption;

  GenerateTelco(Terminal terminal, Interruption interruption) {
    super(terminal);
    this.interruption = interruption;
  }

  @Override
  public Integer call() {
    boolean sends = print || servers != null;
    checkTogether(sends);
    TelcoOptions options = options();
    if (print) {
      print(options);
      return 0;
    }
    Path folder = sample.folder("telco", terminal());
    MadeFiles files = new MadeFiles(terminal(), sample.json());
    if (sends) {
      send(options, folder, files);
    } else {
      TelcoGenerator.filesAndTopics(options, folder, files);
      files.finish(folder, options.asOf());
    }
    return 0;
  }

  private void checkTogether(boolean sends) {
    if (print && (servers != null || sample.json())) {
      throw CliErrors.notTogether("--print", servers != null ? "--bootstrap-servers" : "--json");
    }
    if (!sends && (rate != null || duration != null)) {
      throw CliErrors.needsSending(rate != null ? "--rate" : "--duration");
    }
    if (rate != null && rate < 1) {
      throw CliErrors.badRate(rate);
    }
  }

  private TelcoOptions options() {
    TelcoOptions options = sizes.options(rate != null || duration != null).withTopicPrefix(prefix);
    options = sample.seed().map(options::withSeed).orElse(options);
    return sample.asOf().map(options::withAsOf).orElse(options);
  }

  private RecordFlow flow() {
    OptionalInt perSecond = rate == null ? OptionalInt.empty() : OptionalInt.of(rate);
    Optional<Duration> limit =
        Optional.ofNullable(duration).map(text -> TimeText.parse("--duration", text));
    RecordFlow flow = new RecordFlow(terminal(), perSecond, limit);
    interruption.onStop("Stopping: what was sent is finished first.", flow::stop);
    return flow;
  }

  private void print(TelcoOptions options) {
    flow().run(new TelcoRecords(options), new PrintedRecords(terminal().out()));
  }

  private void send(TelcoOptions options, Path folder, MadeFiles files) {
    RecordFlow flow = flow();
    KafkaAddress address = KafkaAddress.of(servers, terminal().environment());
    try (TopicWriter writer = TopicWriter.to(address)) {
      List<String> made = writer.createMissing(TelcoRecords.topics(options));
      TelcoGenerator.files(options, folder, files);
      SentRecords sent = new SentRecords(writer);
      Duration took = flow.run(new TelcoRecords(options), sent);
      sent.finish(flow.isStopped());
      files.finish(folder, options.asOf(), sent.summary(took, made));
    }
  }
}
