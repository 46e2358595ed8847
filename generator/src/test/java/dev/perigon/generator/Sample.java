package dev.perigon.generator;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Generated files, read back. */
record Sample(Path folder) {
  static Sample generate(RetailOptions options, Path folder) {
    RetailGenerator.generate(options, folder, Progress.none());
    return new Sample(folder);
  }

  /** Each row by column name; an empty field is "". */
  List<Map<String, String>> rows(String path) {
    try (CsvReader<NamedCsvRecord> csv =
        CsvReader.builder().ofNamedCsvRecord(folder.resolve(path + ".csv"))) {
      return csv.stream().map(NamedCsvRecord::getFieldsAsMap).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  List<String> column(String path, String column) {
    return rows(path).stream().map(row -> row.get(column)).toList();
  }

  /** The first row for each key. */
  Map<String, Map<String, String>> byKey(String path, String key) {
    return rows(path).stream()
        .collect(Collectors.toMap(row -> row.get(key), row -> row, (first, again) -> first));
  }

  /** SHA-256 of each file by its path. */
  Map<String, String> digests() {
    try (Stream<Path> files = Files.walk(folder)) {
      Map<String, String> digests = new TreeMap<>();
      for (Path file : files.filter(f -> f.toString().endsWith(".csv")).toList()) {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
        digests.put(folder.relativize(file).toString(), HexFormat.of().formatHex(digest));
      }
      return digests;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
