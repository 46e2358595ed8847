package dev.perigon.generator;

import static java.nio.charset.StandardCharsets.UTF_8;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** CSV as RFC 4180 has it, with LF. */
public final class CsvFile {
  private CsvFile() {}

  /** Gives rows to a sink. */
  public interface Rows {
    void to(CsvSource.Sink sink);
  }

  /** Writes a header and rows; returns how many. */
  public static long write(Path file, Iterable<String> header, Rows rows) throws IOException {
    long[] count = {0};
    try (CsvWriter csv =
        CsvWriter.builder()
            .lineDelimiter(LineDelimiter.LF)
            .build(new BufferedOutputStream(Files.newOutputStream(file), 1 << 16), UTF_8)) {
      csv.writeRecord(header);
      rows.to(
          fields -> {
            csv.writeRecord(fields);
            count[0]++;
          });
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return count[0];
  }
}
