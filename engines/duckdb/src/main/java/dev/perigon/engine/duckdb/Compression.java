package dev.perigon.engine.duckdb;

import io.airlift.compress.zstd.ZstdInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.GZIPInputStream;

/** How a source file is packed, by the end of its name. */
enum Compression {
  NONE,
  GZIP,
  ZSTD;

  static Compression of(URI location) {
    String name = location.getPath().toLowerCase(Locale.ROOT);
    if (name.endsWith(".gz")) {
      return GZIP;
    }
    if (name.endsWith(".zst") || name.endsWith(".zstd")) {
      return ZSTD;
    }
    if (name.matches(".*\\.(bz2|lz4|snappy|deflate|xz|zip)")) {
      throw DuckDbErrors.unknownCompression(location);
    }
    return NONE;
  }

  InputStream open(Path file) throws IOException {
    InputStream in = Files.newInputStream(file);
    return switch (this) {
      case NONE -> in;
      case GZIP -> new GZIPInputStream(in, 1 << 16);
      case ZSTD -> new ZstdInputStream(in);
    };
  }

  /** As DuckDB's readers take it. */
  String duckDbName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
