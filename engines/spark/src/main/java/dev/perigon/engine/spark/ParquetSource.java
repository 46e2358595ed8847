package dev.perigon.engine.spark;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.perigon.engine.SourceFiles;
import dev.perigon.engine.files.FileNames;
import dev.perigon.engine.files.ParquetColumns;
import dev.perigon.lakehouse.FileStore.StoredFile;
import dev.perigon.sql.query.FileMetadata;
import dev.perigon.sql.type.Schema;
import dev.perigon.sql.type.SchemaJson;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.Cast;
import org.apache.spark.sql.classic.Dataset$;
import org.apache.spark.sql.classic.SparkSession;
import org.apache.spark.sql.execution.datasources.HadoopFsRelation;
import org.apache.spark.sql.execution.datasources.LogicalRelation$;
import org.apache.spark.sql.execution.datasources.parquet.ParquetFileFormat;
import org.apache.spark.sql.execution.datasources.parquet.ParquetToSparkSchemaConverter;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import scala.Option;

/**
 * Parquet files by name: columns that a file lacks are null, narrower types are widened, anything
 * else that is not as declared is an error.
 */
final class ParquetSource {
  private static final String FACT = "__perigon_";
  private static final Schema NO_FACTS = new Schema(List.of());

  private final SparkSession session;
  private final SourceFiles source;
  private final Configuration hadoop;

  ParquetSource(SparkSession session, SourceFiles source) {
    this.session = session;
    this.source = source;
    this.hadoop = session.sessionState().newHadoopConf();
  }

  Dataset<Row> rows() {
    StructType declared = SparkTypes.struct(source.schema());
    Map<StructType, List<StoredFile>> alike = new LinkedHashMap<>();
    List<StructType> layouts = layouts();
    for (int i = 0; i < layouts.size(); i++) {
      StoredFile file = source.files().get(i);
      alike
          .computeIfAbsent(readAs(declared, layouts.get(i), file), layout -> new ArrayList<>())
          .add(file);
    }
    return alike.entrySet().stream()
        .map(group -> fitted(read(group.getKey(), group.getValue()), group.getKey(), declared))
        .reduce(Dataset::union)
        .orElseThrow();
  }

  /** The columns of all files, in the order in which they first appear. */
  Schema schema() {
    Map<String, StructField> columns = new LinkedHashMap<>();
    for (StructType layout : layouts()) {
      for (StructField field : layout.fields()) {
        columns.merge(field.name().toLowerCase(Locale.ROOT), field, ParquetSource::wider);
      }
    }
    return schema(new StructType(columns.values().toArray(StructField[]::new)).asNullable());
  }

  private static Schema schema(StructType types) {
    try {
      return SchemaJson.read(new ObjectMapper().readTree(types.json()));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Spark's JSON of a schema is none", e);
    }
  }

  private static StructField wider(StructField one, StructField other) {
    if (Cast.canUpCast(other.dataType(), one.dataType())) {
      return one;
    }
    if (Cast.canUpCast(one.dataType(), other.dataType())) {
      return new StructField(one.name(), other.dataType(), true, one.metadata());
    }
    throw SparkErrors.typesDiffer(one.name(), one.dataType().sql(), other.dataType().sql());
  }

  private List<StructType> layouts() {
    return source.files().parallelStream().map(this::layout).toList();
  }

  private StructType layout(StoredFile file) {
    String name = FileNames.display(file.location());
    MessageType message;
    try (ParquetFileReader reader =
        ParquetFileReader.open(HadoopInputFile.fromPath(new Path(file.location()), hadoop))) {
      message = reader.getFooter().getFileMetaData().getSchema();
    } catch (IOException | RuntimeException e) {
      throw SparkErrors.noParquet(name, e);
    }
    try {
      var types = new ParquetToSparkSchemaConverter(session.sessionState().conf()).convert(message);
      return types.asNullable();
    } catch (RuntimeException e) {
      throw SparkErrors.parquetType(name, e);
    } catch (Exception e) { // Scala throws what it does not declare
      throw SparkErrors.parquetType(name, e);
    }
  }

  /** The declared columns that {@code file} has, with the types to read them as. */
  private StructType readAs(StructType declared, StructType layout, StoredFile file) {
    ParquetColumns.check(FileNames.display(file.location()), schema(layout), source.schema());
    StructType types = new StructType();
    for (StructField column : declared.fields()) {
      StructField found = find(layout, column.name());
      if (found != null) {
        DataType type = isAtom(found.dataType()) ? found.dataType() : column.dataType();
        types = types.add(column.name(), type);
      }
    }
    return types;
  }

  private static StructField find(StructType layout, String name) {
    for (StructField field : layout.fields()) {
      if (field.name().equalsIgnoreCase(name)) {
        return field;
      }
    }
    return null;
  }

  private static boolean isAtom(DataType type) {
    return !(type instanceof StructType)
        && !(type instanceof ArrayType)
        && !(type instanceof MapType);
  }

  private Dataset<Row> read(StructType types, List<StoredFile> files) {
    StructType facts = facts();
    var values = new InternalValues(source.tellsFiles() ? FileMetadata.FIELDS : NO_FACTS);
    List<SliceIndex.Item> items = files.stream().map(file -> item(file, values)).toList();
    var relation =
        new HadoopFsRelation(
            new SliceIndex(items, facts),
            facts,
            types,
            Option.empty(),
            new ParquetFileFormat(),
            Scala.map(Map.of()),
            session);
    return Dataset$.MODULE$.ofRows(session, LogicalRelation$.MODULE$.apply(relation, false));
  }

  /** What rows tell of their file, as partition columns that no file has. */
  private StructType facts() {
    StructType facts = new StructType();
    if (source.tellsFiles()) {
      for (StructField field : SparkTypes.struct(FileMetadata.FIELDS).fields()) {
        facts = facts.add(FACT + field.name(), field.dataType());
      }
    }
    return facts;
  }

  private SliceIndex.Item item(StoredFile file, InternalValues values) {
    Object[] facts = source.tellsFiles() ? FileNames.metadata(file).toArray() : new Object[0];
    return new SliceIndex.Item(
        file.location().toString(), file.size(), file.modified(), values.row(facts));
  }

  private Dataset<Row> fitted(Dataset<Row> rows, StructType types, StructType declared) {
    List<Column> columns = new ArrayList<>();
    for (StructField column : declared.fields()) {
      StructField found = find(types, column.name());
      Column value =
          found == null ? functions.lit(null) : functions.col(SparkTypes.quoted(found.name()));
      boolean same = found != null && found.dataType().equals(column.dataType());
      columns.add((same ? value : value.cast(column.dataType())).as(column.name()));
    }
    if (source.tellsFiles()) {
      columns.add(metadata().as(FileMetadata.COLUMN.name()));
    }
    return rows.select(columns.toArray(Column[]::new));
  }

  private static Column metadata() {
    return functions.struct(
        FileMetadata.FIELDS.names().stream()
            .map(name -> functions.col(FACT + name).as(name))
            .toArray(Column[]::new));
  }
}
