package dev.perigon.engine.spark;

import dev.perigon.engine.SourceFiles;
import java.util.Set;
import org.apache.spark.sql.connector.catalog.SupportsRead;
import org.apache.spark.sql.connector.catalog.TableCapability;
import org.apache.spark.sql.connector.read.ScanBuilder;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/** Source files that Perigon's own readers read, as Spark sees a table. */
final class SourceTable implements SupportsRead {
  private final SourceFiles source;
  private final SourceScan scan;

  SourceTable(SourceFiles source, SourceScan scan) {
    this.source = source;
    this.scan = scan;
  }

  @Override
  public String name() {
    return source.format() + " files";
  }

  @Override
  @SuppressWarnings("deprecation") // Spark asks for it until it asks for columns()
  public StructType schema() {
    return scan.readSchema();
  }

  @Override
  public Set<TableCapability> capabilities() {
    return Set.of(TableCapability.BATCH_READ);
  }

  @Override
  public ScanBuilder newScanBuilder(CaseInsensitiveStringMap options) {
    return () -> scan;
  }
}
