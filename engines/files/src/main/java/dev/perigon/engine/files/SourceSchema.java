package dev.perigon.engine.files;

import dev.perigon.engine.SourceFiles;
import dev.perigon.engine.files.csv.CsvInference;
import dev.perigon.engine.files.csv.CsvOptions;
import dev.perigon.engine.files.json.JsonInference;
import dev.perigon.engine.files.json.JsonOptions;
import dev.perigon.lakehouse.FileStore.StoredFile;
import dev.perigon.sql.type.Column;
import dev.perigon.sql.type.Schema;
import dev.perigon.sql.type.SqlType.Scalar;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** The schema of source files that declare none, from samples; the same for every engine. */
public final class SourceSchema {
  private static final Schema TEXT = Schema.of(Column.of("value", Scalar.STRING));

  private SourceSchema() {}

  private interface Look {
    /** False when enough has been seen. */
    boolean at(InputStream in, String file) throws IOException;
  }

  /**
   * Empty for Parquet, whose files tell it themselves.
   *
   * @throws dev.perigon.sql.error.PerigonException DATA when the files do not tell
   */
  public static Optional<Schema> infer(SourceFiles source, SourceOpener opener) {
    if (source.files().isEmpty()) {
      throw FileErrors.uninferable("the source", "there are no files");
    }
    return switch (source.format()) {
      case "csv" -> Optional.of(csv(source, opener));
      case "json" -> Optional.of(json(source, opener));
      case "text" -> Optional.of(TEXT);
      case "parquet" -> Optional.empty();
      default -> throw FileErrors.unknownFormat(source.format());
    };
  }

  private static Schema csv(SourceFiles source, SourceOpener opener) {
    var inference = new CsvInference(CsvOptions.of(source.options()));
    look(source, opener, (in, file) -> inference.look(in));
    return found(inference.schema(), source);
  }

  private static Schema json(SourceFiles source, SourceOpener opener) {
    var inference = new JsonInference(JsonOptions.of(source.options()));
    look(source, opener, inference::look);
    return found(inference.schema(), source);
  }

  private static void look(SourceFiles source, SourceOpener opener, Look look) {
    for (StoredFile file : source.files()) {
      String name = FileNames.display(file.location());
      try (InputStream in = opener.open(file)) {
        if (!look.at(in, name)) {
          return;
        }
      } catch (IOException e) {
        throw FileErrors.unreadable(name, e);
      }
    }
  }

  private static Schema found(Schema schema, SourceFiles source) {
    if (schema.columns().isEmpty()) {
      throw FileErrors.uninferable(
          FileNames.display(source.files().get(0).location()), "the file is empty");
    }
    return schema;
  }
}
