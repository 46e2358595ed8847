package dev.perigon.lakehouse;

import dev.perigon.sql.type.SqlType;
import dev.perigon.sql.type.WiderType;
import io.delta.kernel.types.FieldMetadata;
import io.delta.kernel.types.StructField;
import io.delta.kernel.types.StructType;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A table's schema after an append: the columns that it has, with new comments, nullable if either
 * side is, and what the append adds at the end. A rewrite of all files may give wider types.
 * Without column mapping no more can change.
 */
final class AppendedSchema {
  private AppendedSchema() {}

  /**
   * @param widens whether columns may get wider types, because no file of the table stays
   */
  static StructType of(URI location, StructType table, StructType appended, boolean widens) {
    Stream<StructField> kept =
        table.fields().stream()
            .map(
                old ->
                    named(appended, old.getName())
                        .map(now -> merged(location, old, now, widens))
                        .orElseThrow(
                            () ->
                                LakehouseErrors.schemaDiffers(
                                    location, old.getName(), "is not in the query")));
    Stream<StructField> added =
        appended.fields().stream()
            .filter(field -> named(table, field.getName()).isEmpty())
            .map(f -> new StructField(f.getName(), f.getDataType(), true, f.getMetadata()));
    List<StructField> fields = new ArrayList<>(Stream.concat(kept, added).toList());
    return new StructType(fields);
  }

  private static StructField merged(
      URI location, StructField old, StructField now, boolean widens) {
    String oldType = type(old).ddl();
    String newType = type(now).ddl();
    boolean wider = widens && WiderType.allows(type(old), type(now));
    if (!oldType.equalsIgnoreCase(newType) && !wider) {
      throw LakehouseErrors.schemaDiffers(
          location,
          old.getName(),
          "is %s in the table and %s in the query".formatted(oldType, newType));
    }
    FieldMetadata.Builder metadata = FieldMetadata.builder().fromMetadata(old.getMetadata());
    DeltaSchema.comment(now).ifPresent(text -> metadata.putString(DeltaSchema.COMMENT, text));
    return new StructField(
        old.getName(),
        wider ? now.getDataType() : old.getDataType(),
        old.isNullable() || now.isNullable(),
        metadata.build());
  }

  private static SqlType type(StructField field) {
    return DeltaSchema.logical(new StructType(List.of(field))).columns().get(0).type();
  }

  private static Optional<StructField> named(StructType schema, String name) {
    return schema.fields().stream().filter(f -> f.getName().equalsIgnoreCase(name)).findFirst();
  }
}
