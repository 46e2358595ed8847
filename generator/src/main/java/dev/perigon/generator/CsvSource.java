package dev.perigon.generator;

import java.util.List;

/** One file to make. */
public interface CsvSource {
  /** Relative to the output folder, without {@code .csv}. */
  String path();

  List<String> header();

  /** Gives all rows in order. A null is an empty field. */
  void rows(Sink sink);

  /** Takes rows; it does not keep the array. */
  interface Sink {
    void row(String... fields);
  }
}
