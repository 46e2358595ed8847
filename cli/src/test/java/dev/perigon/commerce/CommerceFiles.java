package dev.perigon.commerce;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The source files of a shop, read without Perigon. */
record CommerceFiles(Path folder) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** One click; every field may be null. */
  record Click(
      String customer,
      Instant at,
      String type,
      String page,
      String device,
      String browser,
      String referrer) {}

  /** One row of the change feed of the tickets' table. */
  record TicketChange(
      long version, String type, String id, String customer, String status, String priority) {}

  private List<Path> files(String source) {
    try (Stream<Path> files = Files.walk(folder.resolve(source))) {
      return files.filter(Files::isRegularFile).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

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

  /** The lines that are JSON. */
  List<JsonNode> objects(String source) {
    return lines(source).stream().flatMap(line -> parsed(line).stream()).toList();
  }

  /** How many lines are none. */
  long broken(String source) {
    return lines(source).stream().filter(line -> parsed(line).isEmpty()).count();
  }

  private static Optional<JsonNode> parsed(String line) {
    try {
      return Optional.of(JSON.readTree(line));
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  /** Each line by column; a line that ends early has fewer. */
  List<Map<String, String>> transactions() {
    List<Map<String, String>> rows = new ArrayList<>();
    for (Path file : files("transactions")) {
      try (CsvReader<CsvRecord> csv =
          CsvReader.builder().allowMissingFields(true).ofCsvRecord(file)) {
        List<String> header = null;
        for (CsvRecord line : csv) {
          if (header == null) {
            header = line.getFields();
            continue;
          }
          Map<String, String> row = new LinkedHashMap<>();
          for (int i = 0; i < line.getFieldCount(); i++) {
            row.put(header.get(i), line.getField(i));
          }
          rows.add(row);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return rows;
  }

  List<Click> clicks() {
    return rows(
        "select customer_id, epoch_us(event_timestamp), event_type, page_url, device_type, browser,"
            + " referrer from read_parquet('%s/clickstream/*.parquet')".formatted(folder),
        row ->
            new Click(
                row.getString(1),
                Instant.EPOCH.plusNanos(row.getLong(2) * 1000),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                row.getString(7)));
  }

  List<TicketChange> ticketChanges() {
    return rows(
        ("select cast(regexp_extract(filename, '(\\d+).parquet$', 1) as int), _change_type,"
                + " ticket_id, customer_id, status, priority from"
                + " read_parquet('%s/support_tickets_delta/_change_data/*.parquet', filename = true)")
            .formatted(folder),
        row ->
            new TicketChange(
                row.getLong(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getString(6)));
  }

  /** Makes something of the row at which a result is. */
  private interface Reader<T> {
    T read(ResultSet row) throws SQLException;
  }

  private static <T> List<T> rows(String sql, Reader<T> reader) {
    List<T> all = new ArrayList<>();
    try (Connection duckDb = DriverManager.getConnection("jdbc:duckdb:");
        ResultSet rows = duckDb.createStatement().executeQuery(sql)) {
      while (rows.next()) {
        all.add(reader.read(rows));
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return all;
  }
}
