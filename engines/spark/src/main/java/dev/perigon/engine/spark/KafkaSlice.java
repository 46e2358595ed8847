package dev.perigon.engine.spark;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toMap;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.perigon.engine.KafkaRecords;
import dev.perigon.engine.KafkaRecords.Range;
import dev.perigon.engine.kafka.KafkaOptions;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.classic.SparkSession;
import org.apache.spark.sql.functions;

/** Records of Kafka by Spark's own source, told exactly which. */
final class KafkaSlice {
  private static final ObjectMapper JSON = new ObjectMapper();

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
    return json(
        ranges.stream().collect(groupingBy(Range::topic, mapping(Range::partition, toList()))));
  }

  private static String offsets(List<Range> ranges, Function<Range, Long> offset) {
    return json(ranges.stream().collect(groupingBy(Range::topic, toMap(Range::partition, offset))));
  }

  private static String json(Map<String, ?> byTopic) {
    try {
      return JSON.writeValueAsString(byTopic);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
