package dev.perigon.engine.files.json;

import dev.perigon.sql.error.ErrorCode;
import dev.perigon.sql.error.PerigonException;
import dev.perigon.sql.type.SqlType;

/** What can be wrong with JSON files and their options. */
final class JsonErrors {
  private JsonErrors() {}

  static PerigonException malformed(String file, long line) {
    return new PerigonException(
        ErrorCode.DATA,
        "Cannot read line %d of %s: it is not valid JSON".formatted(line, file),
        "Correct the file");
  }

  static PerigonException notAnObject(String file, long line) {
    return new PerigonException(
        ErrorCode.DATA,
        "Cannot read line %d of %s: there is no JSON object where one is expected"
            .formatted(line, file),
        "Write one object a line, or one array of objects a file");
  }

  static PerigonException wrongType(String file, long line, String column, SqlType type) {
    return new PerigonException(
        ErrorCode.DATA,
        "Cannot read line %d of %s: the value of column '%s' is not a %s"
            .formatted(line, file, column, type.ddl()),
        "Correct the file, or read the column as STRING and convert it in the query");
  }

  static PerigonException unknownField(String file, long line, String field) {
    return new PerigonException(
        ErrorCode.SCHEMA,
        "Cannot read line %d of %s: the schema has no field '%s'".formatted(line, file, field),
        "Add it to the schema, or read with another schemaEvolutionMode");
  }

  static PerigonException duplicateField(String file, long line, String column) {
    return new PerigonException(
        ErrorCode.DATA,
        "Cannot read line %d of %s: the object has field '%s' twice".formatted(line, file, column),
        "Name every field once");
  }

  static PerigonException fieldsAlike(String file, String one, String other) {
    return new PerigonException(
        ErrorCode.DATA,
        "Cannot tell the columns of %s: the fields '%s' and '%s' differ only in case"
            .formatted(file, one, other),
        "Declare the columns with schema => '…', and name one of the two");
  }

  static PerigonException unsupportedOption(String option) {
    return new PerigonException(
        ErrorCode.UNSUPPORTED,
        "Cannot read JSON files with option '%s': Perigon does not do that".formatted(option),
        "Leave it out");
  }
}
