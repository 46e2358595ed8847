package dev.perigon.engine.files;

import dev.perigon.sql.error.ErrorCode;
import dev.perigon.sql.error.PerigonException;
import dev.perigon.sql.type.Column;
import dev.perigon.sql.type.SqlType;
import java.io.IOException;
import java.util.Optional;

/** What can be wrong with source files of any format. */
final class FileErrors {
  private FileErrors() {}

  static PerigonException unknownFormat(String format) {
    return new PerigonException(
        ErrorCode.UNSUPPORTED,
        "Cannot read files of format '%s': there is no reader for it".formatted(format),
        "Use csv, json, parquet or text");
  }

  static PerigonException notIn(String format, Column column) {
    return new PerigonException(
        ErrorCode.UNSUPPORTED,
        "Cannot read column '%s' from %s files: they cannot hold a %s"
            .formatted(column.name(), format, column.type().ddl()),
        "Read it as STRING and convert it in the query");
  }

  static PerigonException textColumns() {
    return new PerigonException(
        ErrorCode.SCHEMA,
        "Cannot read text files: their schema is one STRING column",
        "Leave the schema out, or declare 'value STRING'");
  }

  static PerigonException otherType(String file, Column declared, SqlType stored) {
    return new PerigonException(
        ErrorCode.SCHEMA,
        "Cannot read column '%s' of %s: it is a %s and declared as %s"
            .formatted(declared.name(), file, stored.ddl(), declared.type().ddl()),
        "Declare the type that the file has, and convert it in the query");
  }

  static PerigonException unknownColumn(String file, String column) {
    return new PerigonException(
        ErrorCode.SCHEMA,
        "Cannot read %s: the schema has no column '%s'".formatted(file, column),
        "Declare it, or say with schemaEvolutionMode what new columns do");
  }

  static PerigonException rescuedType(Column column) {
    return new PerigonException(
        ErrorCode.ANALYSIS,
        "Cannot keep what does not fit in column '%s': it is declared as %s"
            .formatted(column.name(), column.type().ddl()),
        "Declare it as STRING, or leave it out of the schema");
  }

  static PerigonException uninferable(String file, String reason) {
    return new PerigonException(
        ErrorCode.DATA,
        "Cannot tell the columns of %s: %s".formatted(file, reason),
        "Declare them with schema => '…'");
  }

  static PerigonException unreadable(String file, IOException cause) {
    return new PerigonException(
        ErrorCode.FILE,
        "Cannot read %s: %s".formatted(file, cause.getMessage()),
        "Check that the file is complete and can be read",
        Optional.empty(),
        cause);
  }
}
