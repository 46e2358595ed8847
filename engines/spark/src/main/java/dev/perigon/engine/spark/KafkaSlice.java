package dev.perigon.engine.spark;

import dev.perigon.engine.KafkaRecords;
import dev.perigon.engine.KafkaRecords.Range;
import dev.perigon.engine.kafka.KafkaOptions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.classic.SparkSession;
import org.apache.spark.sql.functions;

/** Records of Kafka by Spark's own source, told exactly which. */
final class KafkaSlice {
  private KafkaSlice() {}

  static Dataset<Row> rows(SparkSession session, KafkaRecords records) {
    if (records.ranges().isEmpty()) {
      return session.createDataFrame(List.<Row>of(), SparkTypes.struct(records.schema()));
    }
    DataFrameReader reader =
        session
            .read()
            .format("kafka")
            .option("assign", assigned(records.ranges()))
            .option("startingOffsets", offsets(records.ranges(), Range::from))
            .option("endingOffsets", offsets(records.ranges(), Range::until))
            .option("includeHeaders", records.headers());
    KafkaOptions.of(records.options(), true)
        .clientSettings()
        .forEach((key, value) -> reader.option("kafka." + key, value.toString()));
    return reader
        .load()
        .select(
            records.schema().names().stream()
                .map(functions::col)
                .toArray(org.apache.spark.sql.Column[]::new));
  }

  private static String assigned(List<Range> ranges) {
    return byTopic(ranges, range -> Integer.toString(range.partition()), "[", "]");
  }

  private static String offsets(List<Range> ranges, Function<Range, Long> offset) {
    return byTopic(
        ranges, range -> "\"%d\":%d".formatted(range.partition(), offset.apply(range)), "{", "}");
  }

  /** Names of topics are letters, digits, dots, dashes and underscores. */
  private static String byTopic(
      List<Range> ranges, Function<Range, String> item, String open, String close) {
    Map<String, String> topics =
        ranges.stream()
            .collect(
                Collectors.groupingBy(
                    Range::topic,
                    TreeMap::new,
                    Collectors.mapping(item, Collectors.joining(",", open, close))));
    return topics.entrySet().stream()
        .map(topic -> "\"%s\":%s".formatted(topic.getKey(), topic.getValue()))
        .collect(Collectors.joining(",", "{", "}"));
  }
}
