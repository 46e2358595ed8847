package dev.perigon.engine.duckdb;

import static dev.perigon.sql.type.Identifiers.literalForDuckDb;
import static dev.perigon.sql.type.Identifiers.quoteForDuckDb;

import dev.perigon.engine.SourceFiles;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** Reads CSV files with DuckDB's own parallel reader. */
final class CsvInput {
  private CsvInput() {}

  static String select(SourceFiles source, List<Path> files) {
    boolean header = Boolean.parseBoolean(source.options().getOrDefault("header", "false"));
    String columns =
        source.schema().columns().stream()
            .map(
                c ->
                    literalForDuckDb(c.name())
                        + ": "
                        + literalForDuckDb(DuckDbTypes.name(c.type())))
            .collect(Collectors.joining(", ", "{", "}"));
    String names =
        source.schema().columns().stream()
            .map(c -> quoteForDuckDb(c.name()))
            .collect(Collectors.joining(", "));
    return ("SELECT %s FROM read_csv(%s, auto_detect = false, header = %s, columns = %s, nullstr = '',"
            + " allow_quoted_nulls = false, delim = %s, quote = '\"', escape = '\"')")
        .formatted(
            names,
            ParquetInput.fileList(files),
            header,
            columns,
            literalForDuckDb(source.options().getOrDefault("sep", ",")));
  }
}
