package dev.perigon.engine.duckdb;

import dev.perigon.engine.files.Compression;
import dev.perigon.engine.files.FileNames;
import dev.perigon.engine.files.SourceOpener;
import dev.perigon.lakehouse.FileStore.StoredFile;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;

/** Opens source files where a session has them on the local disk. */
record LocalSources(Session session) implements SourceOpener {
  @Override
  public InputStream open(StoredFile file) throws IOException {
    return compression(file.location()).unpack(Files.newInputStream(session.allowed(file)));
  }

  static Compression compression(URI location) {
    return Compression.of(location)
        .orElseThrow(() -> DuckDbErrors.unknownCompression(FileNames.display(location)));
  }

  /** As DuckDB's readers take it. */
  static String duckDbName(Compression compression) {
    return switch (compression) {
      case NONE -> "none";
      case GZIP -> "gzip";
      case ZSTD -> "zstd";
    };
  }
}
