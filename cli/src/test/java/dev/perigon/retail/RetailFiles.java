package dev.perigon.retail;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The source files of a retailer, read without Perigon. */
record RetailFiles(Path folder) {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

  /** One line of a file; an empty field is null. */
  record Line(Map<String, String> fields) {
    String text(String column) {
      String value = fields.get(column);
      return value == null || value.isEmpty() ? null : value;
    }

    Integer number(String column) {
      return text(column) == null ? null : Integer.valueOf(text(column));
    }

    BigDecimal amount(String column) {
      return text(column) == null ? null : new BigDecimal(text(column));
    }

    LocalDate date(String column) {
      return text(column) == null ? null : LocalDate.parse(text(column).substring(0, 10));
    }

    Instant time(String column) {
      return text(column) == null
          ? null
          : LocalDateTime.parse(text(column), TIME).toInstant(ZoneOffset.UTC);
    }

    boolean is(String column, String value) {
      return value.equals(text(column));
    }
  }

  List<Line> lines(String path) {
    try (CsvReader<NamedCsvRecord> csv =
        CsvReader.builder().ofNamedCsvRecord(folder.resolve(path + ".csv"))) {
      return csv.stream().map(record -> new Line(record.getFieldsAsMap())).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The first line in {@code order} for each key; lines without a key are left out. */
  static List<Line> onePerKey(List<Line> lines, String key, Comparator<Line> order) {
    List<Line> sorted = new ArrayList<>(lines);
    sorted.sort(order);
    Map<String, Line> first = new LinkedHashMap<>();
    for (Line line : sorted) {
      if (line.text(key) != null) {
        first.putIfAbsent(line.text(key), line);
      }
    }
    return List.copyOf(first.values());
  }
}
