package dev.perigon.engine.spark;

import dev.perigon.engine.SourceFiles;
import dev.perigon.engine.files.SourceSchema;
import dev.perigon.sql.type.Schema;
import java.time.ZoneId;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.classic.Dataset$;
import org.apache.spark.sql.classic.SparkSession;
import org.apache.spark.sql.execution.datasources.v2.DataSourceV2Relation;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;
import scala.Option;

/**
 * Source files as rows: Parquet by Spark's reader, all else by Perigon's own, so that both engines
 * read the same and name the same line when something does not fit.
 */
final class SparkSources {
  private static final String PARQUET = "parquet";

  private final SparkSession session;
  private final HadoopSources opener;

  SparkSources(SparkSession session) {
    this.session = session;
    this.opener = new HadoopSources(session.sessionState().newHadoopConf());
  }

  Dataset<Row> rows(SourceFiles source) {
    if (source.files().isEmpty()) {
      return session.createDataFrame(java.util.List.<Row>of(), SparkTypes.struct(source.schema()));
    }
    if (!isOwn(source)) {
      return new ParquetSource(session, source).rows();
    }
    ShippedSource shipped = shipped(source);
    shipped.reader(); // complains here, not in every task
    int tasks = session.leafNodeDefaultParallelism();
    var table = new SourceTable(source, new SourceScan(shipped, source.files(), tasks));
    return Dataset$.MODULE$.ofRows(
        session,
        DataSourceV2Relation.create(
            table, Option.empty(), Option.empty(), CaseInsensitiveStringMap.empty()));
  }

  /** Whether Perigon reads these files itself. */
  static boolean isOwn(SourceFiles source) {
    return !source.format().equals(PARQUET);
  }

  ShippedSource shipped(SourceFiles source) {
    ZoneId zone = ZoneId.of(session.sessionState().conf().sessionLocalTimeZone());
    return ShippedSource.of(source, zone, opener);
  }

  Schema schema(SourceFiles source) {
    return SourceSchema.infer(source, opener)
        .orElseGet(() -> new ParquetSource(session, source).schema());
  }
}
