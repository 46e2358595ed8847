package dev.perigon.engine.spark;

import dev.perigon.engine.SourceFiles;
import dev.perigon.engine.files.SourceSchema;
import dev.perigon.sql.type.Schema;
import java.time.ZoneId;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.classic.Dataset$;
import org.apache.spark.sql.classic.SparkSession;
import org.apache.spark.sql.execution.datasources.v2.DataSourceV2Relation;
import org.apache.spark.sql.internal.SQLConf;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;
import scala.Option;

/**
 * Source files as rows: Parquet by Spark's reader, all else by Perigon's own, so that both engines
 * read the same and name the same line when something does not fit.
 */
final class SparkSources {
  private static final String PARQUET = "parquet";

  private final SparkSession session;
  private final Division division;
  private final HadoopSources opener;

  /** How files are dealt out to tasks. */
  enum Division {
    /** Each file to one task: slow for large ones, but always right. */
    WHOLE_FILES,
    /** Large files to several tasks; fails where the cuts do not fit. */
    PARTS
  }

  SparkSources(SparkSession session, Division division) {
    this.session = session;
    this.division = division;
    this.opener = new HadoopSources(session.sessionState().newHadoopConf());
  }

  Dataset<Row> rows(SourceFiles source) {
    if (source.files().isEmpty()) {
      return session.createDataFrame(
          List.<Row>of(), SparkTypes.struct(shipped(source).rowSchema()));
    }
    if (!isOwn(source)) {
      return new ParquetSource(session, source).rows();
    }
    ShippedSource shipped = shipped(source);
    shipped.reader(); // complains here, not in every task
    var table = new SourceTable(source, new SourceScan(shipped, source.files(), share()));
    return Dataset$.MODULE$.ofRows(
        session,
        DataSourceV2Relation.create(
            table, Option.empty(), Option.empty(), CaseInsensitiveStringMap.empty()));
  }

  private SourceScan.Share share() {
    SQLConf conf = session.sessionState().conf();
    return new SourceScan.Share(
        conf.filesMaxPartitionBytes(),
        conf.filesOpenCostInBytes(),
        session.leafNodeDefaultParallelism(),
        division == Division.PARTS);
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
