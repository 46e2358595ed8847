package dev.perigon.cli;

import dev.perigon.engine.WrittenFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** An answer as a Parquet file, which appears only when it is whole. */
final class ParquetAnswer implements AutoCloseable {
  private final Path file;
  private final Path folder;

  private ParquetAnswer(Path file, Path folder) {
    this.file = file;
    this.folder = folder;
  }

  static ParquetAnswer to(Path file) {
    if (Files.isDirectory(file)) {
      throw CliErrors.outputIsFolder(file);
    }
    if (OutputFile.isDevice(file)) {
      throw CliErrors.parquetNeedsFile(file);
    }
    try {
      Path real = Files.exists(file) ? file.toRealPath() : file;
      return new ParquetAnswer(
          real, Files.createTempDirectory(real.getParent(), ".perigon-export"));
    } catch (IOException e) {
      throw CliErrors.cannotWrite(file, e);
    }
  }

  /** Where the engine must be allowed to write. */
  Path folder() {
    return folder;
  }

  void write(Function<Path, WrittenFiles> engine) {
    WrittenFiles written = engine.apply(folder.resolve("files"));
    if (written.files().size() != 1) {
      throw new IllegalStateException("An answer in %d files".formatted(written.files().size()));
    }
    try {
      Path only = Path.of(written.files().get(0).location());
      Files.move(only, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw CliErrors.cannotWrite(file, e);
    }
  }

  @Override
  public void close() {
    try (Stream<Path> below = Files.walk(folder)) {
      List<Path> deepestFirst = below.sorted(Comparator.reverseOrder()).toList();
      for (Path path : deepestFirst) {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw CliErrors.cannotWrite(folder, e);
    }
  }
}
