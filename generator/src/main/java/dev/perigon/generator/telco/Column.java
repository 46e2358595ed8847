package dev.perigon.generator.telco;

import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;
import org.apache.parquet.example.data.Group;

/**
 * A column of a Parquet file.
 *
 * @param type as Parquet's schemas write it
 */
record Column(String name, String type, Filler filler) {
  /** Puts a value into a row. */
  interface Filler {
    void add(Group row, Subject subject);
  }

  static Column text(String name, Function<Subject, String> value) {
    return new Column(
        name,
        "optional binary %s (STRING);",
        (row, subject) -> row.add(name, value.apply(subject)));
  }

  static Column whole(String name, ToIntFunction<Subject> value) {
    return new Column(
        name, "optional int32 %s;", (row, subject) -> row.add(name, value.applyAsInt(subject)));
  }

  static Column real(String name, ToDoubleFunction<Subject> value) {
    return new Column(
        name, "optional double %s;", (row, subject) -> row.add(name, value.applyAsDouble(subject)));
  }

  String schema() {
    return type.formatted(name);
  }
}
