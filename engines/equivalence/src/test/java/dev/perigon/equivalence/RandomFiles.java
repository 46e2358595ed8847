package dev.perigon.equivalence;

import dev.perigon.engine.SourceFiles;
import dev.perigon.lakehouse.FileStore.StoredFile;
import dev.perigon.sql.type.Schema;
import io.airlift.compress.zstd.ZstdCompressor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;

/** Made-up source files, before they are written. */
record RandomFiles(
    String format, Map<String, String> options, Schema schema, List<Content> contents) {
  /**
   * @param packing none, {@code .gz} or {@code .zst}
   */
  record Content(byte[] bytes, String packing) {
    byte[] packed() {
      return switch (packing) {
        case ".gz" -> gzip(bytes);
        case ".zst" -> zstandard(bytes);
        default -> bytes;
      };
    }
  }

  SourceFiles writeTo(Path folder) {
    var files = new ArrayList<StoredFile>();
    try {
      Files.createDirectories(folder);
      for (Content content : contents) {
        Path file =
            folder.resolve("part %d.%s%s".formatted(files.size(), format, content.packing()));
        Files.write(file, content.packed());
        files.add(
            new StoredFile(
                file.toUri(), Files.size(file), Files.getLastModifiedTime(file).toMillis()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new SourceFiles(format, options, schema, files);
  }

  private static byte[] gzip(byte[] bytes) {
    var packed = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(packed)) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }

  private static byte[] zstandard(byte[] bytes) {
    var compressor = new ZstdCompressor();
    byte[] packed = new byte[compressor.maxCompressedLength(bytes.length)];
    int size = compressor.compress(bytes, 0, bytes.length, packed, 0, packed.length);
    return Arrays.copyOf(packed, size);
  }

  @Override
  public String toString() {
    return format
        + " "
        + options
        + contents.stream()
            .map(content -> new String(content.bytes(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("\n--\n", "\n--\n", "\n--"));
  }
}
