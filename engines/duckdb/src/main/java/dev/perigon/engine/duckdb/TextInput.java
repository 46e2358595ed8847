package dev.perigon.engine.duckdb;

import dev.perigon.engine.SourceFiles;
import dev.perigon.engine.duckdb.csv.CsvOptions;
import dev.perigon.engine.duckdb.csv.TextLines;
import dev.perigon.lakehouse.FileStore.StoredFile;
import dev.perigon.sql.type.Column;
import dev.perigon.sql.type.Schema;
import dev.perigon.sql.type.SqlType.Scalar;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.List;

/** Text files: one row for each line, in the column {@code value}. */
final class TextInput {
  static final Schema SCHEMA = Schema.of(Column.of("value", Scalar.STRING));

  private TextInput() {}

  static JavaScan scan(SourceFiles source, Session session) {
    if (source.schema().columns().size() != 1
        || source.schema().columns().get(0).type() != Scalar.STRING) {
      throw DuckDbErrors.textColumns();
    }
    Charset charset = CsvOptions.of(source.options()).charset();
    List<JavaScan.Opener> parts =
        source.files().stream()
            .<JavaScan.Opener>map(file -> () -> open(file, session, charset))
            .toList();
    return new JavaScan(source.schema(), parts, false);
  }

  private static JavaScan.Part open(StoredFile file, Session session, Charset charset)
      throws IOException {
    Compression compression = Compression.of(file.location());
    return new TextPart(
        new TextLines(
            DuckDbErrors.display(file.location()), compression.open(session.local(file)), charset));
  }

  private record TextPart(TextLines lines) implements JavaScan.Part {
    @Override
    public Object[] next() throws IOException {
      return lines.next();
    }

    @Override
    public void close() throws IOException {
      lines.close();
    }
  }
}
