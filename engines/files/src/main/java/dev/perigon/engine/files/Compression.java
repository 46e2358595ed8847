package dev.perigon.engine.files;

import io.airlift.compress.zstd.ZstdInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/** How a source file is packed, by the end of its name. */
public enum Compression {
  NONE,
  GZIP,
  ZSTD;

  /** Empty for a way of packing that is known but not undone here. */
  public static Optional<Compression> of(URI location) {
    String name = location.getPath().toLowerCase(Locale.ROOT);
    if (name.endsWith(".gz")) {
      return Optional.of(GZIP);
    }
    if (name.endsWith(".zst") || name.endsWith(".zstd")) {
      return Optional.of(ZSTD);
    }
    return name.matches(".*\\.(bz2|lz4|snappy|deflate|xz|zip)")
        ? Optional.empty()
        : Optional.of(NONE);
  }

  /** The content of a file of which {@code packed} are the bytes; closes it when closed. */
  public InputStream unpack(InputStream packed) throws IOException {
    try {
      return switch (this) {
        case NONE -> packed;
        case GZIP -> new GZIPInputStream(packed, 1 << 16);
        case ZSTD -> new ZstdInputStream(packed);
      };
    } catch (IOException | RuntimeException e) {
      packed.close();
      throw e;
    }
  }
}
