package dev.perigon.generator.commerce;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.perigon.generator.Progress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.io.LocalInputFile;

/** The files of a generated shop. */
record Delivered(Path folder) {
  static Delivered generate(CommerceOptions options, Path folder) {
    CommerceGenerator.generate(options, folder, Progress.none());
    return new Delivered(folder);
  }

  /** Every file but the marker with its SHA-256, by path. */
  Map<String, String> digests() {
    Map<String, String> digests = new TreeMap<>();
    for (Path file : files("")) {
      digests.put(folder.relativize(file).toString(), digest(file));
    }
    return digests;
  }

  List<Path> files(String below) {
    try (Stream<Path> files = Files.walk(folder.resolve(below))) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> !file.getFileName().toString().startsWith("."))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All lines of a source's text files, in the order of their names. */
  List<String> lines(String source) {
    List<String> lines = new ArrayList<>();
    for (Path file : files(source)) {
      try {
        lines.addAll(Files.readAllLines(file, UTF_8));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return lines;
  }

  /** As {@link #lines}, without headers. */
  List<String> csv(String source) {
    return lines(source).stream().filter(line -> !line.startsWith("transaction_id,")).toList();
  }

  long clicks() {
    long rows = 0;
    for (Path file : files("clickstream")) {
      try (ParquetFileReader reader = ParquetFileReader.open(new LocalInputFile(file))) {
        rows += reader.getRecordCount();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return rows;
  }

  private static String digest(Path file) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha.digest(Files.readAllBytes(file)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
