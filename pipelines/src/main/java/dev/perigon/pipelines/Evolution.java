package dev.perigon.pipelines;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What a stream does when files bring columns that it does not know, or values of other types. */
enum Evolution {
  /** They become columns of the table; values of other types are rescued. */
  ADD_NEW_COLUMNS("addNewColumns"),
  /** The same, and columns get the wider types that new files have. */
  ADD_NEW_COLUMNS_WITH_TYPE_WIDENING("addNewColumnsWithTypeWidening"),
  /** All of it is rescued. */
  RESCUE("rescue"),
  /** A new column is an error. */
  FAIL_ON_NEW_COLUMNS("failOnNewColumns"),
  /** New columns are left out. */
  NONE("none");

  /** The option of {@code read_files}, in lower case. */
  static final String OPTION = "schemaevolutionmode";

  private final String written;

  Evolution(String written) {
    this.written = written;
  }

  static Optional<Evolution> of(String text) {
    return Stream.of(values()).filter(mode -> mode.written.equalsIgnoreCase(text)).findFirst();
  }

  /** For readers. */
  String option() {
    return written.toLowerCase(Locale.ROOT);
  }

  boolean addsColumns() {
    return this == ADD_NEW_COLUMNS || this == ADD_NEW_COLUMNS_WITH_TYPE_WIDENING;
  }
}
