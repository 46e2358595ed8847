package dev.perigon.equivalence;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perigon.engine.kafka.KafkaAddress;
import dev.perigon.engine.kafka.LocalBroker;
import dev.perigon.engine.kafka.TopicWriter;
import dev.perigon.generator.Progress;
import dev.perigon.generator.telco.TelcoGenerator;
import dev.perigon.generator.telco.TelcoOptions;
import dev.perigon.generator.telco.TelcoOptions.Rates;
import dev.perigon.generator.telco.TelcoRecord;
import dev.perigon.generator.telco.TelcoRecords;
import dev.perigon.pipelines.Project;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every dataset of the telco project, on both engines, from the topics of one real broker. */
final class TestTelco {
  private static final Instant AS_OF = Instant.parse("2025-10-09T00:00:00Z");
  private static final TelcoOptions OPTIONS =
      TelcoOptions.defaults()
          .withUsers(48)
          .withRecords(2000)
          .withFraudCases(1)
          .withRates(new Rates(0.05, 0.1, 0.02, 0.02));

  @TempDir private Path folder;

  @Test
  void telcoIsTheSameOnBothEnginesOverTwoDeliveries() throws Exception {
    Path data = folder.resolve("data");
    TelcoGenerator.files(OPTIONS, data, Progress.none());
    TelcoRecords records = new TelcoRecords(OPTIONS);
    try (LocalBroker broker =
            LocalBroker.start(folder.resolve("kafka"), System.getProperty("java.class.path"));
        TopicWriter writer = TopicWriter.to(KafkaAddress.of(broker.servers(), Map.of()))) {
      writer.createMissing(TelcoRecords.topics(OPTIONS));
      Project telco = Bundled.project("telco", Map.of("bootstrap_servers", broker.servers()));
      try (Run duckDb = new Run(Run.By.DUCKDB, telco, data, folder.resolve("duckdb"), AS_OF);
          Run spark = new Run(Run.By.SPARK, telco, data, folder.resolve("spark"), AS_OF)) {
        send(records, 1500, writer);
        TestProjects.same(duckDb, spark);
        send(records, Integer.MAX_VALUE, writer);
        TestProjects.same(duckDb, spark);
        assertThat(duckDb.query("select * from gold.fraud_quality where recall < 1").rows())
            .as("rules that miss what was planted")
            .isEmpty();
        assertThat(duckDb.query("select * from audience.vw_customer360_current").schema().columns())
            .hasSizeGreaterThan(400);
      }
    }
  }

  private static void send(TelcoRecords records, int most, TopicWriter writer) throws Exception {
    for (int i = 0; i < most && records.hasNext(); i++) {
      TelcoRecord record = records.next();
      writer.send(record.topic(), record.key().getBytes(UTF_8), record.value());
    }
    writer.flush();
  }
}
