package dev.perigon.engine.spark;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.perigon.engine.SourceFiles;
import dev.perigon.engine.files.FileNames;
import dev.perigon.engine.files.ParquetColumns;
import dev.perigon.engine.files.ParquetRescue;
import dev.perigon.lakehouse.FileStore.StoredFile;
import dev.perigon.sql.query.FileMetadata;
import dev.perigon.sql.type.Schema;
import dev.perigon.sql.type.SchemaJson;
import dev.perigon.sql.type.SqlType.Scalar;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
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
  private static final String FILE = "file";
  private static final Object[] NONE = {};
  private static final Schema FACTS = facts(FileMetadata.FIELDS);

  private final SparkSession session;
  private final SourceFiles source;
  private final Configuration hadoop;

  ParquetSource(SparkSession session, SourceFiles source) {
    this.session = session;
    this.source = source;
    this.hadoop = session.sessionState().newHadoopConf();
  }

  /**
   * How files are read.
   *
   * @param types what Spark's reader is told
   * @param rescue what is made of them when not all fits
   */
  private record Reading(StructType types, Optional<ParquetRescue> rescue) {}

  private static Schema facts(Schema fields) {
    var facts = new ArrayList<>(fields.columns());
    facts.add(dev.perigon.sql.type.Column.of(FILE, Scalar.STRING));
    return new Schema(facts);
  }

  Dataset<Row> rows() {
    Map<Reading, List<StoredFile>> alike = new LinkedHashMap<>();
    List<StructType> layouts = layouts();
    for (int i = 0; i < layouts.size(); i++) {
      StoredFile file = source.files().get(i);
      alike.computeIfAbsent(reading(layouts.get(i), file), layout -> new ArrayList<>()).add(file);
    }
    return alike.entrySet().stream()
        .map(group -> rows(group.getKey(), group.getValue()))
        .reduce(Dataset::union)
        .orElseThrow();
  }

  private Reading reading(StructType layout, StoredFile file) {
    String name = FileNames.display(file.location());
    Schema stored = schema(layout);
    Optional<ParquetRescue> rescue = Optional.empty();
    if (ParquetRescue.applies(source)) {
      rescue = ParquetRescue.of(name, stored, source);
    } else {
      ParquetColumns.check(name, stored, source.schema());
    }
    return new Reading(readAs(wanted(rescue), layout), rescue);
  }

  private StructType wanted(Optional<ParquetRescue> rescue) {
    return SparkTypes.struct(rescue.map(ParquetRescue::raw).orElse(source.schema()));
  }

  private Dataset<Row> rows(Reading reading, List<StoredFile> files) {
    boolean told = source.tellsFiles() || reading.rescue().isPresent();
    Dataset<Row> rows = read(reading.types(), files, told ? FACTS : new Schema(List.of()));
    List<Column> columns = fitted(reading.types(), wanted(reading.rescue()));
    if (reading.rescue().isEmpty()) {
      return rows.select(withMetadata(columns));
    }
    columns.add(functions.col(FACT + FILE).as(ParquetRescue.FILE));
    Dataset<Row> raw = rows.select(withMetadata(columns));
    List<Column> values = new ArrayList<>();
    for (int i = 0; i < source.schema().columns().size(); i++) {
      String name = source.schema().columns().get(i).name();
      values.add(functions.expr(reading.rescue().get().expressions().get(i)).as(name));
    }
    if (source.tellsFiles()) {
      values.add(functions.col(FileMetadata.COLUMN.name()));
    }
    return raw.select(values.toArray(Column[]::new));
  }

  private Column[] withMetadata(List<Column> columns) {
    if (source.tellsFiles()) {
      columns.add(metadata().as(FileMetadata.COLUMN.name()));
    }
    return columns.toArray(Column[]::new);
  }

  /** The columns of all files, in the order in which they first appear. */
  Schema schema() {
    if (ParquetRescue.applies(source)) {
      return ParquetColumns.union(layouts().stream().map(ParquetSource::schema).toList());
    }
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

  /** The declared columns that files with {@code layout} have, with the types to read them as. */
  private static StructType readAs(StructType declared, StructType layout) {
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

  /**
   * @param facts what rows can tell of their file, as partition columns that no file has
   */
  private Dataset<Row> read(StructType types, List<StoredFile> files, Schema facts) {
    StructType partitions = new StructType();
    for (StructField field : SparkTypes.struct(facts).fields()) {
      partitions = partitions.add(FACT + field.name(), field.dataType());
    }
    var values = new InternalValues(facts);
    List<SliceIndex.Item> items =
        files.stream()
            .map(file -> item(file, values.row(facts.columns().isEmpty() ? NONE : told(file))))
            .toList();
    var relation =
        new HadoopFsRelation(
            new SliceIndex(items, partitions),
            partitions,
            types,
            Option.empty(),
            new ParquetFileFormat(),
            Scala.map(Map.of()),
            session);
    return Dataset$.MODULE$.ofRows(session, LogicalRelation$.MODULE$.apply(relation, false));
  }

  private static Object[] told(StoredFile file) {
    List<Object> facts = new ArrayList<>(FileNames.metadata(file));
    facts.add(FileNames.display(file.location()));
    return facts.toArray();
  }

  private static SliceIndex.Item item(StoredFile file, InternalRow facts) {
    return new SliceIndex.Item(file.location().toString(), file.size(), file.modified(), facts);
  }

  private static List<Column> fitted(StructType types, StructType declared) {
    List<Column> columns = new ArrayList<>();
    for (StructField column : declared.fields()) {
      StructField found = find(types, column.name());
      Column value =
          found == null ? functions.lit(null) : functions.col(SparkTypes.quoted(found.name()));
      boolean same = found != null && found.dataType().equals(column.dataType());
      columns.add((same ? value : value.cast(column.dataType())).as(column.name()));
    }
    return columns;
  }

  private static Column metadata() {
    return functions.struct(
        FileMetadata.FIELDS.names().stream()
            .map(name -> functions.col(FACT + name).as(name))
            .toArray(Column[]::new));
  }
}
