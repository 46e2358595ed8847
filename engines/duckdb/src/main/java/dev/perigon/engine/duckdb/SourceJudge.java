package dev.perigon.engine.duckdb;

import dev.perigon.engine.SourceFiles;
import dev.perigon.engine.files.SourceReader;
import dev.perigon.engine.files.SourceRows;
import dev.perigon.lakehouse.FileStore.StoredFile;
import dev.perigon.sql.error.PerigonException;
import java.io.IOException;
import java.util.Optional;

/** Looks through source files row by row, to name the place of what DuckDB only says is wrong. */
final class SourceJudge {
  private SourceJudge() {}

  /** The first thing that does not fit. */
  static Optional<RuntimeException> verdict(SourceFiles source, SourceReader reader) {
    for (StoredFile file : source.files()) {
      try (SourceRows rows = reader.open(file)) {
        while (rows.next() != null) {
          // Only errors count.
        }
      } catch (PerigonException e) {
        return Optional.of(e);
      } catch (IOException e) {
        return Optional.empty();
      }
    }
    return Optional.empty();
  }
}
