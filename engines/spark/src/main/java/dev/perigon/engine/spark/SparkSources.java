package dev.perigon.engine.spark;

import dev.perigon.engine.SourceFiles;
import dev.perigon.sql.type.Schema;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.classic.SparkSession;

/** Source files as rows. */
final class SparkSources {
  private final SparkSession session;

  SparkSources(SparkSession session) {
    this.session = session;
  }

  Dataset<Row> rows(SourceFiles source) {
    return session
        .read()
        .format(source.format())
        .schema(SparkTypes.struct(source.schema()))
        .option("header", source.options().getOrDefault("header", "false"))
        .option("mode", "FAILFAST")
        .option("escape", "\"")
        .option("multiLine", "true")
        .load(source.files().stream().map(f -> f.location().toString()).toArray(String[]::new));
  }

  Schema schema(SourceFiles source) {
    throw new UnsupportedOperationException("Not yet: " + source.format());
  }
}
